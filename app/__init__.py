"""FairAtlas: who is in the data that medical-imaging foundation models learn from."""
