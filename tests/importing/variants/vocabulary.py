"""The words of the made-up sheets: teams, indicators, headings, months, and ways to write a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

Month = tuple[int, int]
Spelling = Callable[[Month, str], Any]

TEAMS = {
    "en": (
        "Amberhill Health Centre IV",
        "Bukomero Clinic",
        "Chisenga Hospital",
        "Dorowa Health Post",
        "Emali HC II",
    ),
    "fr": (
        "Centre de santé Abolé",
        "Dispensaire Bagoura",
        "Hôpital de Cokani",
        "Poste de santé Didiévi",
        "CS Ékouta",
    ),
    "es": (
        "Centro de Salud Amaluza",
        "Puesto de Salud Bambas",
        "Hospital Cañete",
        "Clínica Dolega",
        "C.S. Espino",
    ),
    "pt": (
        "Centro de Saúde Andrade",
        "Posto de Saúde Bela",
        "Hospital Coqueiro",
        "Clínica Dundo",
        "US Estrela",
    ),
}
INDICATORS = {
    "en": (("PARTO", "Partograph complete", True), ("HANDS", "Hand hygiene done", True),
           ("DELIV", "Facility deliveries", False), ("STOCK", "Days without oxytocin", False)),
    "fr": (("PARTO", "Partogramme bien rempli", True), ("HANDS", "Hygiène des mains", True),
           ("DELIV", "Accouchements assistés", False), ("STOCK", "Jours sans ocytocine", False)),
    "es": (("PARTO", "Partograma completo", True), ("HANDS", "Higiene de manos", True),
           ("DELIV", "Partos atendidos", False), ("STOCK", "Días sin oxitocina", False)),
    "pt": (("PARTO", "Partograma completo", True), ("HANDS", "Higiene das mãos", True),
           ("DELIV", "Partos assistidos", False), ("STOCK", "Dias sem oxitocina", False)),
}  # fmt: skip
WORDS = {
    "en": {"team": ("Facility", "Health facility", "Site", "Name of facility"), "indicator": ("Indicator",),
           "period": ("Month", "Period", "Reporting month"), "year": ("Year",), "value": ("Value", "Number", "Count"),
           "num": ("Numerator", "Num", "N", "Num."), "den": ("Denominator", "Den", "D", "Denom."), "%": ("%",),
           "total": ("Total", "TOTAL", "Grand total"), "average": ("Average", "Mean"), "serial": ("No.", "S/N", "#"),
           "note": ("Remarks", "Comments"), "district": ("District",), "code": ("Code", "Facility code"),
           "measure": ("N/D", "", "Measure"), "month of": ("Month: {}", "Reporting month: {}", "Report for {}"),
           "title": ("Quality improvement report", "District tracker"), "foot": ("Prepared by: ____", "* provisional")},
    "fr": {"team": ("Formation sanitaire", "Structure", "Site"), "indicator": ("Indicateur",),
           "period": ("Mois", "Période"), "year": ("Année",), "value": ("Valeur", "Nombre"),
           "num": ("Numérateur", "Num", "Num."), "den": ("Dénominateur", "Dén", "Dénom."), "%": ("%", "Taux"),
           "total": ("Total", "TOTAL", "Total général"), "average": ("Moyenne",), "serial": ("N°", "No"),
           "note": ("Observations", "Remarques"), "district": ("District", "Région"), "code": ("Code",),
           "measure": ("N/D", ""), "month of": ("Mois : {}", "Mois: {}", "Rapport de {}"),
           "title": ("Rapport mensuel", "Suivi des indicateurs"), "foot": ("Signature du responsable",)},
    "es": {"team": ("Establecimiento", "Centro de salud", "Unidad de salud"), "indicator": ("Indicador",),
           "period": ("Mes", "Período"), "year": ("Año",), "value": ("Valor", "Cantidad"),
           "num": ("Numerador", "Num"), "den": ("Denominador", "Den"), "%": ("%", "Porcentaje"),
           "total": ("Total", "Total general"), "average": ("Promedio",), "serial": ("Nº", "No."),
           "note": ("Observaciones",), "district": ("Distrito", "Provincia"), "code": ("Código",),
           "measure": ("N/D", ""), "month of": ("Mes: {}", "Informe de {}"),
           "title": ("Informe mensual", "Registro de indicadores"), "foot": ("Firma del responsable",)},
    "pt": {"team": ("Unidade sanitária", "Estabelecimento", "Unidade de saúde"), "indicator": ("Indicador",),
           "period": ("Mês", "Período"), "year": ("Ano",), "value": ("Valor", "Número"),
           "num": ("Numerador", "Num"), "den": ("Denominador", "Den"), "%": ("%", "Percentagem"),
           "total": ("Total", "Total geral"), "average": ("Média",), "serial": ("Nº", "Ordem"),
           "note": ("Observações",), "district": ("Distrito", "Município"), "code": ("Código",),
           "measure": ("N/D", ""), "month of": ("Mês: {}", "Relatório de {}"),
           "title": ("Relatório mensal", "Mapa de indicadores"), "foot": ("Assinatura do responsável",)},
}  # fmt: skip
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
}


def month_name(month: Month, language: str) -> str:
    return MONTHS[language].split()[month[1] - 1]


def short_name(month: Month, language: str) -> str:
    return SHORT[language].split()[month[1] - 1]


SPELLINGS: dict[str, Spelling] = {
    "January 2026": lambda m, w: f"{month_name(m, w)} {m[0]}",
    "JANUARY 2026": lambda m, w: f"{month_name(m, w).upper()} {m[0]}",
    "Jan-26": lambda m, w: f"{short_name(m, w).rstrip('.')}-{m[0] % 100:02d}",
    "Jan 2026": lambda m, w: f"{short_name(m, w)} {m[0]}",
    "Jan/2026": lambda m, w: f"{short_name(m, w).rstrip('.').title()}/{m[0]}",
    "2026/Jan": lambda m, w: f"{m[0]}/{short_name(m, w).rstrip('.').title()}",
    "Jan'26": lambda m, w: f"{short_name(m, w).rstrip('.')}'{m[0] % 100:02d}",
    "Jan, 2026": lambda m, w: f"{month_name(m, w)}, {m[0]}",
    "202601": lambda m, w: f"{m[0]}{m[1]:02d}",
    "2026-01": lambda m, w: f"{m[0]}-{m[1]:02d}",
    "01/2026": lambda m, w: f"{m[1]:02d}/{m[0]}",
    "2026/1": lambda m, w: f"{m[0]}/{m[1]}",
    "date": lambda m, w: dt.date(m[0], m[1], 1),
    "date inside": lambda m, w: dt.date(m[0], m[1], 1 + (m[1] * 7) % 27),
    "last day": lambda m, w: dt.date(m[0] + m[1] // 12, m[1] % 12 + 1, 1) - dt.timedelta(days=1),
    "2026-01-01": lambda m, w: f"{m[0]}-{m[1]:02d}-01",
    "de": lambda m, w: f"{month_name(m, w)} de {m[0]}" if w in ("es", "pt") else f"{month_name(m, w)} {m[0]}",
}
BARE: dict[str, Spelling] = {
    "January": lambda m, w: month_name(m, w),
    "JAN": lambda m, w: short_name(m, w).upper(),
    "jan": lambda m, w: short_name(m, w),
}
