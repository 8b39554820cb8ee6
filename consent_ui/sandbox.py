"""Templates of designers in Jinja's sandbox: what they write reaches values, never Python itself or a file.

Source: Jinja documentation, "Sandbox".
"""

from __future__ import annotations

from typing import Any

from flask import Config
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment


class PagesSandbox(ImmutableSandboxedEnvironment):
    """The sandbox of pages, where the host's own context is at hand."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As the sandbox says; of the host's settings also nothing that runs a file."""
        if isinstance(obj, Config) and attr.startswith("from_"):
            return False
        if isinstance(obj, list) and attr in ("append", "extend"):
            return True  # a host's templates gather what they show in lists of their own
        return super().is_safe_attribute(obj, attr, value)


def sandboxed(environment: Environment) -> Environment:
    """Puts an overlay of a host's environment into the sandbox, whatever class that one is of. The names it gives stay
    shared with the host's, so that one added later is found too."""
    made: Any = environment
    made.__class__ = type("SandboxedPages", (PagesSandbox, type(environment)), {})
    made.binop_table, made.unop_table = PagesSandbox.default_binop_table.copy(), PagesSandbox.default_unop_table.copy()
    made.bytecode_cache = of_its_own(environment.bytecode_cache)
    return environment


class _OfItsOwn(BytecodeCache):
    """A host's cache under keys of ours: the same template compiled outside the sandbox is another program."""

    def __init__(self, cache: BytecodeCache) -> None:
        self.cache = cache

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(f"sandbox:{name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        self.cache.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.cache.dump_bytecode(bucket)

    def clear(self) -> None:
        self.cache.clear()


def of_its_own(cache: BytecodeCache | None) -> BytecodeCache | None:
    """The cache to compile sandboxed templates with, where the host has one."""
    return _OfItsOwn(cache) if cache else None
