"""Coaching and mentoring: pairs with a goal and a period, sessions that both sides agree took place."""
