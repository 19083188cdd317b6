"""A bucket that speaks S3: where it is and how to enter it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator


def _reference(value: str) -> str:
    if not value.startswith(("env:", "file:")):
        raise ValueError("never a secret in the file: write env:NAME or file:PATH")
    return value


Secret = Annotated[str, AfterValidator(_reference)]


class Bucket(BaseModel):
    """What is left out comes from the environment, as AWS programs read it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str | None = None
    region: str | None = None
    key: Secret | None = None
    secret: Secret | None = None

    @model_validator(mode="after")
    def _both(self) -> Bucket:
        if (self.key is None) != (self.secret is None):
            raise ValueError("`key` and `secret` go together")
        return self
