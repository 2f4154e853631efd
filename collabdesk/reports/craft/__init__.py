"""What every paper needs: letters, sheet, pen, blocks and the file."""
