"""Dialogs. They open without blocking and hand their result on."""
