// Bounds and choices in words; which sections a module serves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/schema.hpp"

#include <algorithm>
#include <cctype>

#include "base/names.hpp"
#include "base/text.hpp"
#include "config/reading.hpp"

namespace escapement::printer {
namespace {

struct Rule {
    const char* words;
    const std::optional<double> Bounds::*limit;
    bool (*admits)(double number, double limit);
};

constexpr Rule rules[] = {
    {"at least ", &Bounds::at_least, [](double n, double l) { return n >= l; }},
    {"above ", &Bounds::above, [](double n, double l) { return n > l; }},
    {"at most ", &Bounds::at_most, [](double n, double l) { return n <= l; }},
    {"below ", &Bounds::below, [](double n, double l) { return n < l; }},
};

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

base::Result<void> check_choice(const Field& field, std::string_view text) {
    const auto& known = field.choices;
    if (known.empty() || std::find(known.begin(), known.end(), text) != known.end()) return {};
    return base::Error{config::quote(text) + " is not one of " + joined(known) +
                       base::did_you_mean(text, known)};
}

// "stepper_z" and "stepper_z1": the base name followed by digits.
bool is_numbered(std::string_view section, std::string_view name) {
    if (!section.starts_with(name) || section.size() == name.size()) return false;
    const auto rest = section.substr(name.size());
    return std::all_of(rest.begin(), rest.end(), [](unsigned char c) { return std::isdigit(c); });
}

}  // namespace

std::string Bounds::text() const {
    std::string out;
    for (const Rule& rule : rules)
        if (const auto& limit = this->*rule.limit)
            out += (out.empty() ? "" : ", ") + (rule.words + base::print_number(*limit));
    return out;
}

std::string Bounds::complaint(double number) const {
    for (const Rule& rule : rules) {
        const auto& limit = this->*rule.limit;
        if (limit && !rule.admits(number, *limit))
            return "must be " + (rule.words + base::print_number(*limit)) + " (is " +
                   base::print_number(number) + ")";
    }
    return {};
}

base::Result<void> Field::read(void* record, std::string_view text) const {
    if (auto chosen = check_choice(*this, text); !chosen) return chosen;
    void* const value = place(record);
    if (!type->assign(value, text))
        return base::Error{"cannot read " + config::quote(text) + " as " + std::string(type->kind)};
    if (const auto read = type->number(value))
        if (auto complaint = bounds.complaint(*read); !complaint.empty())
            return base::Error{std::move(complaint)};
    return {};
}

base::Value Field::value(const void* record) const {
    return type->value(place(const_cast<void*>(record)));
}

base::Value Field::preset(const void* record) const {
    if (required) return {};
    const auto number = type->number(place(const_cast<void*>(record)));
    if (number && !off_by_default && !bounds.complaint(*number).empty()) return {};
    return value(record);
}

Field& add_field(std::vector<Field>& fields, const Member& member, std::string_view doc) {
    Field field;
    field.name = member.name;
    field.doc = doc;
    field.kind = member.type.kind;
    field.unit = member.type.unit;
    field.type = &member.type;
    field.place = member.place;
    fields.push_back(std::move(field));
    return fields.back();
}

bool OptionFamily::takes(std::string_view key) const {
    const std::string_view behind = std::string_view(rest).substr(rest.find('>') + 1);
    if (!key.starts_with(prefix) || !key.ends_with(behind) ||
        key.size() <= prefix.size() + behind.size())
        return false;
    key = key.substr(prefix.size(), key.size() - prefix.size() - behind.size());
    const bool counts = rest.starts_with("<n>") || rest.starts_with("<n+");
    return !counts || key.find_first_not_of("0123456789") == std::string_view::npos;
}

bool Schema::serves(std::string_view section) const {
    const auto type = section.substr(0, section.find(' '));
    const bool has_title = type.size() < section.size();
    for (const std::string& name : sections) {
        if (name_optional && type == name) return true;
        if (named ? has_title && type == name : section == name) return true;
        if (numbered && is_numbered(section, name)) return true;
    }
    return false;
}

std::string OfferedEndstop::chip_of(std::string_view section) const {
    if (!by_section) return chip;
    return chip + "_" + std::string(section.substr(section.find_last_of(' ') + 1));
}

const Field* Schema::option(std::string_view name) const {
    const auto found = std::find_if(
        options.begin(), options.end(), [&](const Field& field) { return field.name == name; });
    return found == options.end() ? nullptr : &*found;
}

}  // namespace escapement::printer
