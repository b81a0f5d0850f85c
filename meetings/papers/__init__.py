"""Papers: asked for, written, read from Word, vetted, cleared, placed."""
