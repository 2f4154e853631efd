"""The pack composer, its preview, the way to a printer, and the packs that were printed."""
