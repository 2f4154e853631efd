"""The same numbers laid out in many ways, and whether the importer gives them back.

Each sheet is made from its number alone (the seed). A question is allowed; its true answer is then given. What
must never happen is a number that comes back wrong, or one that is lost without a word.
"""
