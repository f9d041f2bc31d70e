"""Finds the modules of this project that a module imports, directly and indirectly, also inside functions, without running it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def following(names: Iterable[str], project: Path) -> set[Path]:
    """The files of these modules and of all modules of the project that they import, directly or indirectly."""
    found, left = set(), list(names)
    while left:
        file = file_of(left.pop(), project)
        if file and file not in found:
            found.add(file)
            left += imported(file, project)
    return found


def imported(file: Path, project: Path) -> Iterator[str]:
    """The full names that a file imports: `from a import b` as a and as a.b, a relative import with its package."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(project).parts[:-node.level] if node.level else ()
            module = ".".join(filter(None, [*above, node.module]))
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def file_of(module: str, project: Path) -> Path | None:
    """The file of a module of this project; None for any other module."""
    path = project.joinpath(*module.split("."))
    return next((each for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file()), None)
