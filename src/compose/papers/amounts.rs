//! The money that goes with an award: what the office laid down first, then the dated table `tien-thuong.toml`.

use serde::Deserialize;

use super::super::template::{self, fault};
use super::super::{Input, Overrides};
use super::day;
use crate::error::Error;
use crate::model::{Date, Owner, Reward, RewardRate, RewardSettings, body};
use rust_decimal::Decimal;

const TEMPLATE: &str = "tien-thuong.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(rename = "luong_co_so", default)]
    salaries: Vec<SalaryRow>,
    #[serde(rename = "muc", default)]
    rates: Vec<RateRow>,
}

/// The base salary from a day on (lương cơ sở).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SalaryRow {
    #[serde(rename = "tu")]
    from: toml::value::Datetime,
    #[serde(rename = "muc")]
    amount: u64,
    #[serde(rename = "nguon")]
    source: String,
}

/// A rate as the table says it (mức).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateRow {
    #[serde(rename = "hinh_thuc")]
    form: String,
    #[serde(rename = "bat_dau", default)]
    starts: Vec<String>,
    #[serde(rename = "co", default)]
    holds: Vec<String>,
    #[serde(rename = "tu")]
    from: Option<toml::value::Datetime>,
    #[serde(rename = "den")]
    to: Option<toml::value::Datetime>,
    #[serde(rename = "tap_the")]
    collective: Option<toml::Value>,
    #[serde(rename = "ca_nhan")]
    individual: Option<toml::Value>,
    #[serde(rename = "ho_gia_dinh")]
    household: Option<toml::Value>,
    #[serde(rename = "lam_tron", default)]
    rounded_to: u64,
    #[serde(rename = "nguon")]
    source: String,
}

/// What one recipient of a decision gets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    /// How it is laid down.
    pub(super) reward: Reward,
    /// The base salary it is a multiple of.
    pub(super) salary: Option<u64>,
    /// Rounded up to a multiple of this, đồng; 0: not rounded.
    pub(super) step: u64,
    /// The amount, đồng.
    pub(super) amount: u64,
}

/// The amounts of one decision: by owner, with where they are laid down.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Amounts {
    /// `None`: not laid down.
    pub(super) owners: [Option<Money>; 3],
    /// "Nghị định 91/2017/NĐ-CP, Điều 73"; "Nghị định 38/2019/NĐ-CP".
    pub(super) sources: Vec<String>,
}

impl Amounts {
    /// Is any amount known?
    pub(super) fn any(&self) -> bool {
        self.owners.iter().any(Option::is_some)
    }

    /// What a recipient gets; nothing is known of one whose owner is not said.
    pub(super) fn of(&self, owner: Option<Owner>) -> Option<&Money> {
        self.owners[owner? as usize].as_ref()
    }
}

/// A multiple of the base salary, exactly as it is written.
fn multiple(form: &str, written: &toml::Value) -> Result<Reward, Error> {
    let number = match written {
        toml::Value::Integer(_) | toml::Value::Float(_) => written.to_string().parse::<Decimal>().ok(),
        _ => None,
    };
    let number = number.filter(|times| !times.is_sign_negative());
    number.map(Reward::Multiple).ok_or_else(|| fault(TEMPLATE, format!("hệ số {written} của “{form}” không phải là một số")))
}

/// The tables, ready to be asked.
pub(super) struct AmountTable {
    salaries: Vec<(Date, u64, String)>,
    rates: Vec<(RateRow, RewardRate)>,
}

impl AmountTable {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// It does not parse, or a date in it does not exist.
    pub(super) fn read(overrides: &Overrides) -> Result<Self, Error> {
        let sheet: Sheet = template::table(overrides, TEMPLATE)?;
        let mut salaries = Vec::new();
        for row in sheet.salaries {
            salaries.push((day(TEMPLATE, &row.from)?, row.amount, row.source));
        }
        salaries.sort();
        let mut rates = Vec::new();
        for row in sheet.rates {
            if row.starts.is_empty() && row.holds.is_empty() {
                return Err(fault(TEMPLATE, format!("mức của “{}” chưa nói cho cơ quan nào (bat_dau, co)", row.form)));
            }
            let date = |value: &Option<_>| value.as_ref().map(|value| day(TEMPLATE, value)).transpose();
            let (from, to) = (date(&row.from)?, date(&row.to)?);
            let mut owners = [None; 3];
            for (owner, times) in owners.iter_mut().zip([&row.collective, &row.individual, &row.household]) {
                *owner = times.as_ref().map(|times| multiple(&row.form, times)).transpose()?;
            }
            let rate = RewardRate { form: row.form.clone(), body: None, from, to, owners, source: row.source.clone() };
            rates.push((row, rate));
        }
        Ok(Self { salaries, rates })
    }

    /// The amounts of a form of commendation by a body on a day.
    pub(super) fn of(&self, input: Input<'_>, form: &str, by: &str, on: Date) -> Amounts {
        let settings = &input.dossier.authority.papers.rewards;
        let declared = settings.rates.iter().find(|rate| {
            rate.form == form && rate.in_force(on) && rate.body.as_deref().is_none_or(|wanted| body::same(wanted, by))
        });
        if let Some(rate) = declared {
            return self.amounts(settings, rate, 0, on);
        }
        let bare = body::key(by);
        let fits = |row: &RateRow| body::starts_with(&bare, &row.starts) || body::holds(&bare, &row.holds);
        let found = self.rates.iter().find(|(row, rate)| rate.form == form && rate.in_force(on) && fits(row));
        found.map_or_else(Amounts::default, |(row, rate)| self.amounts(settings, rate, row.rounded_to, on))
    }

    fn amounts(&self, settings: &RewardSettings, rate: &RewardRate, step: u64, on: Date) -> Amounts {
        let dated = self.salaries.iter().rev().find(|(from, ..)| *from <= on);
        let salary = settings.salary.or(dated.map(|(_, amount, _)| *amount));
        let step = settings.rounded_to.unwrap_or(step);
        let money = |owner: Owner| {
            let reward = rate.of(owner)?;
            let salary = if matches!(reward, Reward::Multiple(_)) { salary } else { None };
            Some(Money { reward, salary, step, amount: reward.amount(salary, step)? })
        };
        let owners = Owner::ALL.map(money);
        let by_salary = owners.iter().flatten().any(|money| money.salary.is_some());
        let salary_source = dated.filter(|_| settings.salary.is_none() && by_salary).map(|(_, _, source)| source.clone());
        let sources = std::iter::once(rate.source.clone()).filter(|source| !source.is_empty()).chain(salary_source);
        Amounts { sources: sources.collect(), owners }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::specimen;
    use super::*;

    #[track_caller]
    fn check(form: &str, by: &str, on: (u16, u8, u8), expected: [Option<u64>; 2]) {
        let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        let table = AmountTable::read(&overrides).expect("the built-in table");
        let amounts = table.of(input, form, by, Date::new(on.0, on.1, on.2).expect("a day"));
        let amount = |owner| amounts.of(Some(owner)).map(|money| money.amount);
        assert_eq!([amount(Owner::Collective), amount(Owner::Individual)], expected, "{form}, {by}");
    }

    #[test]
    fn amounts_are_those_of_the_day_and_the_body() {
        check("giay-khen", "UBND thành phố Rạch Giá", (2020, 8, 18), [Some(900_000), Some(450_000)]);
        check("giay-khen", "Chủ tịch Ủy ban nhân dân phường An Hòa", (2020, 8, 18), [Some(450_000), Some(230_000)]);
        check("bang-khen", "UBND tỉnh Cao Bằng", (2020, 12, 14), [Some(2_980_000), Some(1_490_000)]);
        check("bang-khen", "UBND thành phố Rạch Giá", (2020, 12, 14), [None, None]);
        check("giay-khen", "UBND xã Hòn Tre", (2024, 8, 1), [Some(702_000), Some(351_000)]);
        check("giay-khen", "UBND xã Hòn Tre", (2025, 8, 1), [Some(1_404_000), Some(702_000)]);
        check("bang-khen", "UBND tỉnh An Giang", (2025, 8, 1), [Some(7_020_000), Some(3_510_000)]);
        check("ky-niem-chuong", "Ban Dân vận Trung ương", (2017, 9, 25), [None, Some(780_000)]);
        check("giay-khen", "Ban Thường vụ Thành ủy", (2020, 8, 18), [None, None]);
        check("giay-khen", "UBND xã Hòn Tre", (2012, 8, 1), [None, None]);
    }
}
