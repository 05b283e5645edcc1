"""Cards and their revisions: what a card is called, what stays, and what may still change."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.documentation import Answer
from app.domain.vocabulary import Reported, State
from app.store.schema.base import Base, Id, RowId, of_revision, sourced_by, words_of

KINDS = ("dataset", "model", "evaluation", "reference")
ORIGINS = ("bundled", "user")
_ONLY_VISIBLE = sa.text("release_in IS NOT NULL AND release_out IS NULL")


class Release(Base):
    """One state of the whole catalogue; the highest number is the present one."""

    __tablename__ = "releases"
    __table_args__ = (sa.CheckConstraint("number > 0", name="number"),)
    number: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    made_at: Mapped[str]
    why: Mapped[str]


class Card(Base):
    """The name under which revisions follow each other."""

    __tablename__ = "cards"
    __table_args__ = (
        sa.UniqueConstraint("kind", "slug"),
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
    )
    id: Mapped[Id]
    kind: Mapped[str]
    slug: Mapped[str]


class Revision(Base):
    """One content of a card: fixed as soon as it leaves the draft."""

    __tablename__ = "revisions"
    __table_args__ = (
        sa.UniqueConstraint("card_id", "revision"),
        sa.CheckConstraint("revision > 0", name="revision"),
        sa.CheckConstraint(f"origin IN {ORIGINS}", name="origin"),
    )
    id: Mapped[Id]
    card_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("cards.id"))
    revision: Mapped[int] = mapped_column(sa.Integer)
    edition: Mapped[str | None]
    content_hash: Mapped[str]
    origin: Mapped[str]


class RevisionState(Base):
    """The life of a revision: the only part of it that changes after the draft."""

    __tablename__ = "revision_states"
    __table_args__ = (
        # Two visible revisions of one card would count its people twice.
        sa.Index(
            "uq_revision_states_visible",
            "card_id",
            unique=True,
            sqlite_where=_ONLY_VISIBLE,
            postgresql_where=_ONLY_VISIBLE,
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'withdrawn')) = (release_in IS NOT NULL)", name="release_in"
        ),
        sa.CheckConstraint("release_out IS NULL OR release_out >= release_in", name="release_out"),
    )
    revision_id: Mapped[int] = of_revision()
    card_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("cards.id"))
    state: Mapped[State] = mapped_column(words_of(State, "state"))
    release_in: Mapped[int | None] = mapped_column(
        sa.BigInteger, sa.ForeignKey("releases.number"), index=True
    )
    release_out: Mapped[int | None] = mapped_column(sa.BigInteger, sa.ForeignKey("releases.number"))


class SourceRow(Base):
    """Where a number of a revision was printed and read."""

    __tablename__ = "sources"
    revision_id: Mapped[int] = of_revision()
    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)
    citation: Mapped[str]
    url: Mapped[str | None]
    seen: Mapped[str | None]
    location: Mapped[str | None]
    recalled: Mapped[bool]


class Documentation(Base):
    """Whether the public documentation reports an item."""

    __tablename__ = "documentation"
    revision_id: Mapped[int] = of_revision()
    item: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)
    reported: Mapped[Reported] = mapped_column(words_of(Reported, "reported"))


class DocumentationAnswer(Base):
    """What the documentation of a dataset says of one item, where somebody has read it."""

    __tablename__ = "documentation_answers"
    __table_args__ = (sourced_by("source"),)
    revision_id: Mapped[int] = of_revision()
    item: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    answer: Mapped[Answer] = mapped_column(words_of(Answer, "answer"))
    value: Mapped[str | None]
    source: Mapped[str | None]
    read_by: Mapped[str | None]
    read_on: Mapped[str | None]
