"""Whose number it is: names in the file against the register, glued ones, ones that stand for all."""
