"""Imported first by the process that workers are split off from; `started` is imported last."""

from leaflets import garbage

garbage.look_seldom()
