"""Rollout: a cycle carried through its participants' reviews, from the preview of its launch to its end."""
