"""Flags for what rollouts, patches and lost zones take."""

from __future__ import annotations

import click

RESILIENCE = [
    click.option(
        "--survive-zone-loss/--no-zone-loss",
        "survive_zone_loss",
        default=None,
        help="Run so many copies that the stated number is left when any one zone is lost.",
    ),
    click.option(
        "--rollout-minutes", metavar="MINUTES", help="Old and new copies together, in each wave of a rollout."
    ),
    click.option(
        "--rollout-capacity",
        type=click.Choice(["temporary", "standing", "none"]),
        help="Hosts for the extra copies of a rollout: added (default), always there, none.",
    ),
    click.option(
        "--rollouts-at-once/--rollouts-in-turn",
        "rollouts_at_once",
        default=None,
        help="All services together, or one after the other (default).",
    ),
    click.option("--host-minutes", metavar="MINUTES", help="How much longer a host runs that is added for a while."),
    click.option(
        "--host-replacements",
        "host_replacements_per_month",
        metavar="COUNT",
        help="How often a month each host is replaced for patches.",
    ),
    click.option("--replacement-minutes", metavar="MINUTES", help="Old and new host together."),
]
