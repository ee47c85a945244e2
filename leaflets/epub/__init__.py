"""The EPUB book: pages and overlays from templates, what it says about itself, and an independent reader."""
