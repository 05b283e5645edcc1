"""The nouns of FairAtlas: frozen values that check themselves."""
