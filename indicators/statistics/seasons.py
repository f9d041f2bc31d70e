"""Whether some months of the year are usually higher or lower than others, and by how much."""

import warnings
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike

SURE = 0.01  # p below which a season is accepted
YEARS = 3  # of eligible periods that the test needs


class Season(NamedTuple):
    """The effects of the months or quarters of the year in log-odds about their mean, and their test.

    `errors` are the standard errors of the effects, multiplied by √φ; both are all 0 where no season is accepted. F has
    places − 1 and `degrees` degrees of freedom; `phi` is the dispersion about the season, at least 1. `f`, `phi` and `p`
    are NaN where there was no test.
    """

    effects: np.ndarray
    errors: np.ndarray
    f: float
    degrees: int
    phi: float
    p: float


class Fitted(Protocol):
    """A regression as statsmodels fits it: its distance from the counts, its coefficients, and how unsure they are together."""

    deviance: float
    pearson_chi2: float
    params: np.ndarray

    def cov_params(self) -> np.ndarray: ...


def fit(numerator: ArrayLike, denominator: ArrayLike, place: ArrayLike, block: ArrayLike, places: int = 12) -> Season:
    """The season of a series of proportions, with a point for each period.

    `place` is each point's month or quarter of the year (0 to places − 1); `block` is the number of its stretch of at most
    a year. Each block has its own level, so that a level shift or a drift is not taken for a season.

    Formula: binomial logistic regression of place + block, by iteratively reweighted least squares; F is the fall in
    deviance from block alone, over places − 1, over φ, and φ is Pearson's χ² over its degrees of freedom, at least 1
    (children who come together). The season is accepted at p < .01; each effect is its coefficient less their mean.
    No test: fewer than three years of points, a place with one point, or a place of none or of all, whose effect would
    be infinite. Points with n = 0 or a missing count are skipped. Source: McCullagh and Nelder, Generalized
    Linear Models, sections 4.4 and 4.5; computed by statsmodels.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    known = (n > 0) & ~np.isnan(x)
    x, n, place, block = (np.asarray(each)[known] for each in (x, n, place, block))
    if len(x) < YEARS * places or not _varies(x, n, place, places):
        return Season(np.zeros(places), np.zeros(places), np.nan, 0, np.nan, np.nan)
    design, fewer = _design(place, block, places)
    fitted, plain = _regression(x, n, design), _regression(x, n, fewer)
    degrees = len(x) - design.shape[1]
    if fitted is None or plain is None or degrees < 1:
        return Season(np.zeros(places), np.zeros(places), np.nan, 0, np.nan, np.nan)
    return _tested(fitted, plain, degrees, places)


def _tested(fitted: Fitted, plain: Fitted, degrees: int, places: int) -> Season:
    from scipy.special import fdtrc

    phi = max(1.0, float(fitted.pearson_chi2) / degrees)
    f = (plain.deviance - fitted.deviance) / (places - 1) / phi
    p = float(fdtrc(places - 1, degrees, f))
    centred = (np.eye(places) - 1 / places)[:, 1:]  # the regression sets the first place to 0; effects are about the mean
    effects, covariance = fitted.params[: places - 1], fitted.cov_params()[: places - 1, : places - 1]
    errors = np.sqrt(phi * np.einsum("ij,jk,ik->i", centred, covariance, centred))
    return Season(centred @ effects * (p < SURE), errors * (p < SURE), float(f), degrees, phi, p)


def _varies(x: np.ndarray, n: np.ndarray, place: np.ndarray, places: int) -> bool:
    """Whether every place has two points or more, and a proportion other than 0 and 1."""
    seen, some, every = (np.bincount(place, weights, places) for weights in (None, x, n))
    return bool(np.all((seen > 1) & (some > 0) & (some < every)))


def _design(place: np.ndarray, block: np.ndarray, places: int) -> tuple[np.ndarray, np.ndarray]:
    """The design matrix of places (without the first) and blocks, and that of blocks alone."""
    blocks = (np.unique(block)[:, None] == block).T.astype(float)
    return np.column_stack([place[:, None] == np.arange(1, places), blocks]).astype(float), blocks


def _regression(x: np.ndarray, n: np.ndarray, design: np.ndarray) -> Fitted | None:
    """The fitted regression, or None if it does not converge."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a block of none or of all has an infinite coefficient, but the fit is correct
        try:
            fitted = GLM(np.column_stack([x, n - x]), design, family=Binomial()).fit()
        except (ValueError, np.linalg.LinAlgError):
            return None
    return fitted if np.isfinite(fitted.deviance) and np.all(np.isfinite(fitted.params)) else None


def expected_share(
    x: np.ndarray, n: np.ndarray, baseline: np.ndarray, season: np.ndarray, added: float = 0.0
) -> np.ndarray:
    """The proportion of each period of each series if the season alone moved it: a grid.

    Formula: expit(a + season) with a solving Σ n·expit(a + season) = pΣn over the baseline, by Newton's method; without a season
    p. Here p = (Σx + added) / (Σn + 2·added); half a child `added` keeps it away from 0 and 1. A seasonal baseline of none or of
    all is moved half a child inward in any case, because its odds are not finite. Missing counts must lie outside the baseline;
    NaN for a series without children in it. Source: McCullagh and Nelder, Generalized Linear Models, section 4.3 (the constant of
    a logistic regression with an offset).
    """
    x_base, n_base = (np.where(baseline, each, 0.0) for each in (x, n))
    with np.errstate(invalid="ignore", divide="ignore"):
        level = (x_base.sum(axis=1) + added) / (n_base.sum(axis=1) + 2 * added)
    share = level[:, None] + np.zeros(season.shape)
    seasonal = (season != 0).any(axis=1) & (n_base.sum(axis=1) > 0)
    if seasonal.any():
        share[seasonal] = _moved(level[seasonal], n_base[seasonal], season[seasonal])
    return share


def _moved(usual: np.ndarray, n: np.ndarray, season: np.ndarray) -> np.ndarray:
    total = n.sum(axis=1)
    wanted = np.clip(usual * total, 0.5, total - 0.5)
    level = np.log(wanted / (total - wanted)) - (n * season).sum(axis=1) / total
    for _ in range(8):
        share = 1 / (1 + np.exp(-(level[:, None] + season)))
        level += (wanted - (n * share).sum(axis=1)) / (n * share * (1 - share)).sum(axis=1)
    return 1 / (1 + np.exp(-(level[:, None] + season)))
