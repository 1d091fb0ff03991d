"""Receipts of saved answers: making, confirming, listing."""
