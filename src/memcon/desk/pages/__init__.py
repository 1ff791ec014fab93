"""The pages of the desk, a module a page; each gives its template what it shows, as one object."""

from memcon.desk.pages import (
    actors,
    find,
    happening,
    happenings,
    login,
    pictures,
    programs,
    read,
    report,
    review,
    statements,
    today,
    watching,
)

ROUTERS = [
    page.router
    for page in (
        today, happenings, happening, report, actors, pictures, statements, read, review, find,
        login, programs, watching,
    )
]  # fmt: skip
