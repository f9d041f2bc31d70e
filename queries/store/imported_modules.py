"""Which modules of ours a module imports, also inside functions, and which these import in turn: found in their text, unrun."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def following(names: Iterable[str], project: Path) -> set[Path]:
    """The files of the modules of these names, below the project's folder, and of every module of ours that they import."""
    found, left = set(), list(names)
    while left:
        file = file_of(left.pop(), project)
        if file and file not in found:
            found.add(file)
            left += imported(file, project)
    return found


def imported(file: Path, project: Path) -> Iterator[str]:
    """Every name a file imports in full, `from a import b` as a and as a.b, and `from . import b` with the folders above it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(project).parts[:-node.level] if node.level else ()
            module = ".".join(filter(None, [*above, node.module]))
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def file_of(module: str, project: Path) -> Path | None:
    """The file of a module of ours, None for a module that is not."""
    path = project.joinpath(*module.split("."))
    return next((each for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file()), None)
