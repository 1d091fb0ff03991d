"""Certificates: issued with the completion that earns them, drawn, checked by anybody, revoked."""
