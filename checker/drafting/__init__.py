"""Skeletons of reports: what a pack asks for, laid out as a document that its author fills in."""

from checker.drafting.skeleton import Block, DraftRequest, Skeleton, draft

__all__ = ["Block", "DraftRequest", "Skeleton", "draft"]
