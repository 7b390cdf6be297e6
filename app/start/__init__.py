"""The start page: lessons in pictures, recent pages, a new one."""

from app.start.start_page import StartPage as StartPage
