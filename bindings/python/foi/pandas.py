"""``df.foi``: deadlines of registers kept as pandas DataFrames.

Registered by ``import foi.pandas``, and by ``import foi`` where pandas was imported before.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas  # type: ignore[import]

from foi.case import Judgement
from foi.law import Law


@cache
def _law() -> Law:
    return Law()


@pandas.api.extensions.register_dataframe_accessor("foi")
class Register:
    """A register: one row a request.

        import foi.pandas
        df["due"] = df.foi.due("response", received="tanggal")
    """

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def due(self, clock: str, received: str, *, law: Law | None = None, regime: str | None = None,
            readings: Mapping[str, str] | None = None) -> Any:
        """The prevailing due date of each row as a Series of datetime64 (objects, if the column holds dates).

        :param clock: id of the clock
        :param received: name of the column with day 0
        :param law: None = the built-in packs and calendars
        :param regime, readings: as :meth:`foi.Law.due`

        NaT (None) where a day is missing or cannot be answered; errors of the question as :meth:`foi.Law.due_many`.
        """
        answer = (law or _law()).due_many(clock, self._frame[received], regime=regime, readings=readings)
        return answer.rename(clock)

    def judge(self, events: Mapping[str, str], *, as_of: Any = None, law: Law | None = None,
              regime: str | None = None) -> list[Judgement]:
        """Each row judged as a case.

        :param events: kind of event -> name of the column with its day; an empty cell: it has not happened
        :param as_of: the day judged; None = the latest day of each row
        """
        rows = self._frame[list(events.values())].itertuples(index=False, name=None)
        return [self._case(row, events, law or _law(), regime, as_of) for row in rows]

    @staticmethod
    def _case(days: tuple[Any, ...], events: Mapping[str, str], law: Law, regime: str | None, as_of: Any) -> Judgement:
        case = law.case(regime=regime)
        for kind, day in zip(events, days):
            if not pandas.isna(day):
                case.apply(kind, day)
        return case.judge(as_of)
