"""The objects of a course that was compiled earlier: they lie in the published folder, read one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from elearn.releases import objects


class StoredObjects(Mapping[str, bytes]):
    """Objects by SHA-256; `sizes` are their bytes. Looking one up raises ObjectMissing when it is gone."""

    def __init__(self, folder: Path, sizes: Mapping[str, int]) -> None:
        self._folder = folder
        self._sizes = sizes

    def __getitem__(self, sha256: str) -> bytes:
        if sha256 not in self._sizes:
            raise KeyError(sha256)
        return objects.get(self._folder, sha256)

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._sizes

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def __len__(self) -> int:
        return len(self._sizes)

    def are_there(self) -> bool:
        """Whether each lies in its place and is as long as it should be; their bytes are not read."""
        return all(objects.size_of(self._folder, name) == size for name, size in self._sizes.items())

    def only(self, names: Collection[str]) -> StoredObjects:
        """Those of these names."""
        return StoredObjects(self._folder, {name: self._sizes[name] for name in sorted(names)})
