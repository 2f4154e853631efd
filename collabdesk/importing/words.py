"""The words of spreadsheets, in English, French, Spanish and Portuguese, folded: no accents, case or
punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PUNCTUATION = re.compile(r"[^\w%#/<>+&]+|_", re.UNICODE)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no accents, one blank between words, punctuation as blanks: ``St. Odile`` -> ``st
    odile``."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        text = text.replace("’", "'").replace("º", "o").replace("°", "o").replace("ª", "a")
    return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())


def one_line(text: str) -> str:
    """A heading with its line breaks folded to blanks, otherwise as written."""
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text


def word_set(words: str) -> frozenset[str]:
    """The words of a list with commas between."""
    return frozenset(" ".join(word.split()) for word in words.split(","))


TEAM = word_set(
    """
    facility, facility name, name of facility, health facility, health facility name, health unit,
    healthunit, site, site name, clinic, hospital, health centre, health center, health post, centre,
    center, team, team name, organisation unit, organization unit, organisation unit name, organization
    unit name, orgunit, org unit, orgunitname, orgunit name, org unit name, orgunituid, ou, ou name,
    organisationunitname, organisationunit, organisationunitid, org name, org, organisation,
    organization, organisation name, organization name, trust, provider, provider name, practice,
    location, location name, locality, reporting unit, service delivery point, sdp, ward, village,
    community, school, institution, agency, outlet, store, formation sanitaire, formations sanitaires,
    nom de la formation sanitaire, structure, structure sanitaire, structures, etablissement,
    etablissement de sante, centre de sante, fosa, nom fosa, nom de la fosa, csb, cs, fokontany, aire de
    sante, equipe, unite, unite d organisation, lieu, poste de sante, site sentinelle, establecimiento,
    establecimiento de salud, unidad, unidad de salud, centro de salud, puesto de salud, unidad
    organizativa, nombre del establecimiento, equipo, sitio, hospital clinica, ipress, microrred,
    unidade sanitaria, unidade de saude, unidade, us, posto de saude, centro de saude, nome da unidade
    sanitaria, unidade organizacional, estabelecimento, equipa, equipe de saude, unidade notificadora,
    facilities, health facilities, name of health facility, name of the facility, name of site, phc,
    chc, mtuu, kituo, kituo cha afya, zahanati,
    hopital, hopitaux, hospitals, clinics, clinique, cliniques, clinica, jina la kituo, name of facility unit, fs,
    entity, entity name, entidad, entite, nom entite, structure name, unite de soins, point de prestation,
    einrichtung, gesundheitseinrichtung, krankenhaus, klinik, gesundheitszentrum, standort, ospedale, struttura,
    struttura sanitaria, centro sanitario, ziekenhuis, instelling, gezondheidscentrum, puskesmas, rumah sakit,
    fasilitas, fasilitas kesehatan, hospitali
    """
)
DISTRICT = word_set(
    """
    mun, munic, region, region name, district, district name, county, county name, province, province name, state,
    zone, area, sub county, subcounty, sub district, subdistrict, municipality, city, town, country,
    nation, psnu, operatingunit, operating unit, local authority, health board, woreda, kebele, tehsil,
    division, upazila, lga, departement, commune, ville, pays, zone de sante, aire, prefecture, sous
    prefecture, arrondissement, regions, districts, provinces, distrito, provincia, region sanitaria,
    departamento, municipio, comuna, estado, pais, red, red de salud, microred, comarca, canton,
    parroquia, concelho, cidade, uf, regiao, regiao de saude, regional de saude, municipio de
    residencia, municipio de notificacao, district de sante, moughataa, cercle, governorate, districts
    name,
    continent, health zone, health area, geographic area, ref area, country/region, province/state, country/territory,
    country or area, country or territory, state/ut, territory, nhs region, ccaa, comunidad autonoma, zona de salud,
    cname, governorates, countries, states, municipalities, geography, geographic area name,
    comunidad, comunidades, prov, zs, dept, ds, entidad federativa, unidade federativa, uf nome, delegacion,
    geo area name, geo area, geoareaname, geo, kanton, bundesland, provinz, regione, provincie, kabupaten, kecamatan,
    wilaya, mkoa, halmashauri, city/town, county/parish, health region, nhs board, hbt
    """
)
CODE = word_set(
    """
    organisationunitcode, organisation unit code, organisationunitdescription, organisation unit
    description, iso3, iso2, iso code, iso, country code, code, facility code, mfl code, mflcode, hmis code,
    hfr code, site code, org code, orgcode, orgunit code, organisationunitcode, organisation code,
    organization code, team code, facility id, site id, uid, orgunitid, orgunit id, orgunit uid, ou uid,
    ouid, dhis2 uid, dhis2 id, provider code, trust code, area code, area codes, ons code, ods code,
    district code, region code, province code, county code, unit code, code fosa, code site, code structure,
    code formation, code de la formation, codigo, codigo del establecimiento, codigo da unidade, cod, ipress
    codigo, codigo unico, renipress, cnes, ibge, geocode, pcode, adm1 pcode, adm2 pcode, facility uid,
    facility or community uid, id facility, facilityid, facility number, area codes 1, la code, gss code
    """
)
INDICATOR = word_set(
    """
    indicator, indicators, indicator name, indicator code, indicator id, data element, dataelement, data
    element name, dataelementname, data name, data, dataname, dataelementid, dx, de, data element id,
    variable, measure, measure name, metric, item, element, description, event, events, disease,
    condition, vaccine, antigen, commodity, product, activity, activities, service, quality indicator,
    indicateur, indicateurs, element de donnees, elements de donnees, maladie, activite, activites,
    designation, libelle, rubrique, donnees, vaccin, antigene, produit, indicador, indicadores, elemento
    de datos, enfermedad, actividad, variable nombre, vacuna, dato, datos, elemento de dado, elemento de
    dados, doenca, atividade, agravo, vacina, dados, indicador nome, test, tests, teste, testes, exame, exames,
    examen, examens, examenes, prestation, prestations, reason for visit, diagnosis, diagnostic, diagnostico,
    what, gho, kpi, kpi name, indikator, indikatoren, kennzahl, indicatore, indicatori, indicatoren, kiashiria,
    viashiria,
    donnee, indicator label, indicator description, libelle indicateur, nom indicateur, nombre indicador,
    nome indicador,
    series, series description, series name, seriesdescription
    """
)
PERIOD = word_set(
    """
    period, periodcode, perioddescription, period description, period name, periodname, periodid, period id,
    period code, pe, date, dates, day, week, weeks, time period, timeperiod, time, reporting period,
    reporting month, reporting date, report date, report month, visit date, date of visit, month year,
    monthyear, month and year, period start, start date, startdate, month of report, month reported,
    quarter, quarters, qtr, financial year, fiscal year, fy, reporting week, epi week, epiweek, week number,
    week ending, week starting, yearmonth, year month, year week, data month, periode, semaine, trimestre,
    semestre, date du rapport, periode de rapport, mois annee, mois rapporte, periodo, fecha, semana, fecha
    de visita, semana epidemiologica, mes ano, mes y ano, data da visita, semana epidemiologica, ano mes,
    mes e ano, effective date, from date,
    weekending, week ended, week commencing, week of, w/e, w/c, week no, week nr, epi week number, epiweek no,
    epidemiological week, iso week, isoweek, epi week no, semaine epidemiologique, semaines epidemiologiques, periods,
    zeitraum, datum, woche, kw, periode, data rilevazione, settimana, tanggal, minggu, tarehe, quartal, trimestre,
    end date, enddate, quarter ending, month ending, quarter ended, month ended, jour, dia, dias,
    data notificacao, data de notificacao, ref date, reference date, cohort period
    """
)
MONTH = word_set(
    "month, months, mois, mwezi, mes, meses, month name, monthname, mon, reporting month, mes do relatorio, "
    "mth, monat, berichtsmonat, mese, maand, bulan, miezi, volana"
)
YEAR = word_set(
    "year, years, annee, annees, ano, anos, year name, yr, reporting year, annee de rapport, mwaka, data year, "
    "report year, anio, year data, calendar year, jahr, anno, jaar, tahun, taona"
)
NUMERATOR = word_set(
    """
    numerator, num, n, numerateur, numerador, nu, numerators, numer, no achieved, yes, number achieved,
    achieved, numerator value, num value, numerateurs, numer value, numerator n, n numerator
    """
)
DENOMINATOR = word_set(
    """
    denominator, den, d, denom, denominateur, denominador, deno, dem, denominators, denominator value,
    den value, total eligible, eligible, denominateurs, denominator d, d denominator
    """
)
PERCENT = word_set(
    """
    %, percent, percentage, pct, rate, rate %, taux, taux %, pourcentage, porcentaje, porcentagem,
    percentagem, taxa, tasa, proportion, prop, coverage, couverture, cobertura, ratio, n/d, percentage
    %, % achieved, % performance, performance, performance %, score %, per cent, % score, result %,
    percent %, pourcent, indicator %, value %, coverage %, cobertura %, n/d %, indice
    """
)
BARE_RATE = word_set("rate, taux, taxa, tasa, ratio, indice, performance, n/d")
"""Alone they don't say that a number is a percentage: it may be per 1,000."""
SPREAD = word_set(
    """
    sd, s d, std, stdev, std dev, std deviation, standard deviation, spread, ecart type, et, desviacion estandar,
    desvio padrao, desviacion tipica
    """
)
"""The standard deviation beside a mean."""
SIZE = word_set(
    """
    n, number, no, count, cases, number of cases, sample size, sample, observations, nombre, nb, effectif, cas,
    nombre de cas, taille, numero, casos, numero de casos, muestra, amostra, tamanho
    """
)
"""How many cases are behind a mean, where its standard deviation stands beside it."""
VALUE = word_set(
    """
    value, values, number, numbers, count, counts, result, results, total number, figure, figures, data
    value, datavalue, reported, reported value, quantity, qty, amount, nombre, valeur, valeurs,
    resultat, resultats, effectif, effectifs, quantite, chiffre, valor, valores, numero, resultado,
    resultados, cantidad, quantidade, observed value, obs value, actual, total value,
    nbre, nb, nro, no reported, observation value,
    indicator result, result value, display value, numeric value
    """
)
NOTE = word_set(
    """
    remark, remarks, comment, comments, note, notes, observation, observations, remarque, remarques,
    commentaire, commentaires, observaciones, comentario, comentarios, observacoes, nota, notas, reason,
    reasons, explanation, action, actions, actions taken, source, sources, data source, storedby, stored
    by, timestamp, lastupdated, last updated, created, followup, follow up, entered by, updated,
    annotation, annotations, annotated, milestone, milestones, pdsa, plan do study act, change tested,
    reported by, compiled by, submitted by, submitted, date submitted, date entered, deleted, mechanism,
    mechanism id, partner, mech code, phone, telephone, email, signature, justification, obs, comment
    text, url, link, flag, flags, status, quality flag, footnote, unit, units, unit of measure,
    unit name, unite de mesure, unidad de medida, unidade de medida, uom,
    improvement direction, recalc here, baseline duration, dataflow, unit multiplier, unit measure, obs status,
    observation status, address, dguid, vector, coordinate, scalar factor, symbol, terminated, telephone number,
    street, street address, postal address, compared to national, lineage, metadata, definition, interpretation
    """
)
UNIT = word_set(
    "unit, units, unit of measure, unit name, unite, unite de mesure, unidad, unidad de medida, unidade de medida, uom"
)
TARGET = word_set(
    """
    target, targets, goal, goals, benchmark, standard, district target, national target, annual target, monthly target,
    cible, cibles, objectif, objectifs, meta, metas, objetivo, objetivos, alvo, alvos, baseline, target line
    """
)
DELETED = word_set("deleted, is deleted, supprime, eliminado, apagado")
RECORD_KEEPING = word_set(
    """
    storedby, stored by, timestamp, lastupdated, last updated, created, followup, follow up, deleted, entered by,
    updated, date entered, date submitted, submitted by, compiled by, reported by, link, url, email, phone, telephone,
    start, end, uuid, submission time, submitted on, deviceid, username, instanceid, device id, instance id
    """
)
NAME = word_set("name, names, nom, noms, nome, nombre, jina")
CATEGORY = word_set(
    """
    sex, gender, age, age group, agegroup, age band, age sex, category, categories, category option
    combo, categoryoptioncombo, category option combo name, coc, co, categoryoptioncombouid, type,
    subgroup, sub group, disaggregation, disaggregate, disagg, attributeoptioncombo, attribute option
    combo, aoc, acoc, population, cohort, sexe, tranche d age, categorie, genre, sexo, edad, grupo de
    edad, grupo etario, faixa etaria, categoria, genero, idade, desagregacao, age category, agecategory,
    department, dose, result status, test result, modality, option, indicator type, stratum, shift,
    specialty, speciality, especialidad, especialidade, specialite, treatment function name, treatment function,
    agecoarse, age coarse, otherdisaggregate, other disaggregate, standardizeddisaggregate, trendscoarse,
    standardized disaggregate, disaggregates, age band name, quintile, residence, wealth quintile, urban rural
    """
)
SERIAL = word_set(
    """
    #, no, sl no, sl, slno, s/n, sn, s/no, sno, s no, sr, sr no, srno, serial, serial no, serial number, index, row,
    rank, n o, num ordre, no ordre, n ordre, numero d ordre, ordre, item no, ord, orden, ordem, nro
    orden, line, line no, number no, rownames, rowid, row id, row number, id, x, unnamed 0, objectid,
    record id, fid
    """
)
TOTAL = word_set(
    """
    total, totals, grand total, sub total, subtotal, sum, overall, all, all facilities, totaux, total
    general, total generale, sous total, ensemble, somme, tous, total geral, soma, todos, suma, totales,
    totais, total district, district total, total region, regional total, cumulative total, total for
    district, gesamt, overall total, general total, combined, all sites, total all, total annuel, total
    anual, annual total, year total, yearly total, ytd total, total ytd, sum total, jumla, jumla kuu, jumlah, summe,
    gesamtsumme, insgesamt, totale, totale generale, totaal, eindtotaal, total for
    year, total for the year, total year, total facilities
    """
)
NOTE_BELOW = re.compile(
    r"\s*(?:\d+[.)]?\s+)?(?:source|fonte|fuente|foot ?note|note|nota|remarque|legend|l[ée]gende|data source|produced|"
    r"printed|generated|released|elabora|prepared by|signature)s?\b", re.IGNORECASE
)  # fmt: skip
"""How a line under a table begins that is no row of it."""
AVERAGE = word_set(
    """
    average, averages, mean, avg, median, moyenne, moy, promedio, media, mediane, mediana, average
    total, moyenne generale, average %, mean %, moyenne mensuelle, monthly average, media mensal,
    promedio mensual
    """
)
RUNNING = word_set(
    "cum, cumul, cumule, cumulee, cumules, cumulative, cumulatif, acumulado, acumulada, acumulados, acumuladas, "
    "cumulated, acum, ytd"
)
"""What a number that runs on from month to month has in its heading."""
DERIVED = word_set(
    """
    cumulative, cum, cumul, cumule, cumulatif, acumulado, to date, ytd, year to date, cumulative to
    date, running total, target, targets, cible, objectif, meta, objetivo, baseline, change, difference,
    variance, variation, trend, tendance, tendencia, gap, min, max, minimum, maximum, rank, benchmark,
    ltt, std dev, stdev,
    goal, goals, lcl, ucl, cl, centre line, center line, control limit, median line, mean line, average line,
    acum, acumulados, acumuladas
    """
)
WHOLE = word_set(
    """
    national, nation, country, all regions, all districts, country total, whole country, state total,
    nationale, pays, ensemble du pays, nacional, pais, toda la region, brasil, overall national, grand
    totals
    """
)
PIVOT = word_set(
    """
    column labels, etiquettes de colonnes, etiquetas de columna, etiquetas de columnas, rotulos de coluna,
    row labels, etiquettes de lignes, etiquetas de fila, etiquetas de filas, rotulos de linha, rotulos de linhas
    """
)
"""What Excel writes over the columns and rows of a pivot table: no name of anything."""
UNKNOWN_PLACE = word_set(
    """
    em branco, ign, ignorado, ignorada, ign/em branco, ignorado/em branco, em branco/ignorado, municipio ignorado,
    ignorado/exterior, exterior, ignorado ou exterior, sem informacao, nao informado, nao informada, nao classificado,
    unknown, not stated, not known, unspecified, unknown facility, unknown district, missing, blank, no facility,
    inconnu, inconnue, non precise, non renseigne, non specifie, desconocido, no especificado, sin especificar,
    se ignora, ignorado municipio, municipio ignorado uf, municipio ignorado mt, (blank)
    """
)


def is_unknown_place(text: str) -> bool:
    """``Ignorado``, ``110000 MUNICIPIO IGNORADO - RO``: cases whose place nobody knows."""
    folded = re.sub(r"^\d+ ", "", fold(text))
    return folded in UNKNOWN_PLACE or folded.startswith("municipio ignorado")


SUMMARY = word_set(
    """
    summary, summaries, synthese, resume, resumen, resumo, recap, recapitulatif, consolidated,
    consolidation, overview, graph, graphs, chart, charts, graph data, graphique, graphiques, grafico,
    graficos, dashboard, total, totals
    """
)
TEAM_HINT = re.compile(
    r"\b(hospital|hosp|clinic|clinique|clinica|health (centre|center|post|facility|unit)|hc ?(i{1,3}|iv|v|\d)?|"
    r"h/c|hp|mchp|chp|cscom|csref|hgr|cma|"
    r"dispensary|disp|dispensaire|hopital|centre (de sante|medical)|csps|csb\d?|csi|chu|chr|posto de saude|"
    r"centro de s[ai]\w+|puesto de salud|maternity|maternite|district|county|region|province|ward|facility|site|"
    r"team|trust|phc|chc|polyclinic|health|zone|barangay|municipio)\b|^(region|district|site|clinic|facility|team|ward|county)"
)


INDICATOR_HINT = re.compile(
    r"\b(deliver\w*|births?|cases?|deaths?|visits?|tests?|tested|rates?|numbers?|days?|stock\w*|coverage|women|children|"
    r"newborns?|mothers?|clients?|patients?|admissions?|attendances?|consultations?|doses?|vaccin\w*|screen\w*|treat\w*|"
    r"score|hygiene|complet\w*|accouchement\w*|naissances?|cas|deces|jours?|taux|nombre|femmes?|enfants?|partos?|"
    r"nacimientos?|casos?|muertes?|obitos?|dias?|tasa|taxa|numero|mujeres|mulheres|ninos|criancas|visitas?|visites?)\b"
)
"""Words that a site's name has no use for: ``Facility deliveries`` is no facility."""


_NAMELESS = re.compile(r"\.\.\.\d+|Unnamed: \d+(?:_level_\d+)?")


def is_nameless(value: object) -> bool:
    """``...2`` and ``Unnamed: 0``: what R and pandas call a column that has no name."""
    return isinstance(value, str) and _NAMELESS.fullmatch(value) is not None


def is_site(text: str) -> bool:
    """Whether a name is worded like a site's (``Kisoro HC IV``, ``Hôpital de district``)."""
    folded = fold(text)
    return bool(TEAM_HINT.search(folded)) and not INDICATOR_HINT.search(folded)


_PART_SUMS = (
    "subtotal ",
    "sub total ",
    "sous total ",
    "sub totals ",
    "sous totaux ",
    "total parcial ",
    "subtotales ",
)


def is_total(text: str) -> bool:
    """Whether a label means a sum or mean of the others, and nothing else."""
    folded = fold(text).rstrip(" 0123456789#")
    return folded in TOTAL or folded in AVERAGE or folded.startswith(_PART_SUMS)


def is_whole(text: str) -> bool:
    """Whether a label may be the whole of which the others are parts: a person has to say."""
    folded = fold(text)
    return (
        folded in WHOLE
        or (folded.rpartition(" ")[2] in AVERAGE and len(folded.split()) < 6)
        or folded.startswith(("total ", "grand total"))
        or (folded.endswith((" total", " totals", " subtotal")) and len(folded.split()) < 6)
    )
