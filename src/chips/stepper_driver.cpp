// Reads tables of registers, and says what values in registers mean.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/stepper_driver.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "chips/driver_notes.hpp"

namespace escapement::chips {
namespace {

// "a b, c d" as its words.
std::vector<std::vector<std::string_view>> entries(std::string_view text) {
    std::vector<std::vector<std::string_view>> list(1);
    while (!text.empty()) {
        const auto end = text.find_first_of(", ");
        if (end != 0) list.back().push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        if (text[end] == ',') list.emplace_back();
        text.remove_prefix(end + 1);
    }
    if (list.back().empty()) list.pop_back();
    return list;
}

std::int64_t number(std::string_view text) {
    const auto parsed = base::parse_whole(text);
    ASSERT(parsed);  // the program's own text
    return *parsed;
}

// "sgt 16-22 signed".
DriverField read_field(const std::vector<std::string_view>& words) {
    ASSERT(words.size() == 2 || (words.size() == 3 && words[2] == "signed"));
    const auto dash = words[1].find('-');
    const auto first = number(words[1].substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(words[1].substr(dash + 1));
    ASSERT(first <= last && last < 32);
    return {.name = std::string(words[0]),
            .first_bit = static_cast<unsigned>(first),
            .bits = static_cast<unsigned>(last - first + 1),
            .is_signed = words.size() == 3};
}

}  // namespace

std::uint32_t DriverField::mask() const {
    return static_cast<std::uint32_t>(((std::uint64_t{1} << bits) - 1) << first_bit);
}

std::int64_t DriverField::least() const {
    return is_signed ? -(std::int64_t{1} << (bits - 1)) : 0;
}

std::int64_t DriverField::most() const {
    return (std::int64_t{1} << bits) - 1;
}

std::int64_t DriverField::of(std::uint32_t value) const {
    const std::int64_t plain = (value & mask()) >> first_bit;
    const bool negative = is_signed && plain >> (bits - 1) != 0;
    return negative ? plain - (std::int64_t{1} << bits) : plain;
}

std::uint32_t DriverField::put(std::uint32_t value, std::int64_t number) const {
    const auto placed = static_cast<std::uint64_t>(number) << first_bit;
    return (value & ~mask()) | (static_cast<std::uint32_t>(placed) & mask());
}

const DriverField* DriverRegister::field(std::string_view wanted) const {
    for (const DriverField& field : fields)
        if (field.name == wanted) return &field;
    return nullptr;
}

DriverChip::DriverChip(const Texts& texts)
    : name_(texts.name),
      clock_hz_(texts.clock_hz),
      wire_(texts.wire),
      current_(texts.current),
      uart_addresses_(texts.uart_addresses) {
    for (const auto& list : texts.registers)
        for (const RegisterText& text : list) {
            registers_.push_back({.name = std::string(text.name), .address = text.address});
            for (const auto& words : entries(text.fields))
                registers_.back().fields.push_back(read_field(words));
        }
    for (const auto& words : entries(texts.readable))
        for (const auto word : words) {
            ASSERT(find(word));
            readable_.push_back(find(word));
        }
    add_presets(texts.early_presets);
    early_presets_ = presets_.size();
    add_presets(texts.presets);
}

void DriverChip::add_presets(std::string_view text) {
    for (const auto& words : entries(text)) {
        const auto [reg, field] = find_field(words.at(0));
        ASSERT(reg && words.size() == 2);
        presets_.push_back({reg, field, number(words[1])});
    }
}

bool DriverChip::can_read(const DriverRegister& reg) const {
    return std::find(readable_.begin(), readable_.end(), &reg) != readable_.end();
}

const DriverRegister* DriverChip::find(std::string_view name) const {
    for (const DriverRegister& reg : registers_)
        if (reg.name == name) return &reg;
    return nullptr;
}

std::pair<const DriverRegister*, const DriverField*> DriverChip::find_field(
    std::string_view name) const {
    for (auto reg = registers_.rbegin(); reg != registers_.rend(); ++reg)
        if (const DriverField* field = reg->field(name)) return {&*reg, field};
    return {nullptr, nullptr};
}

std::string DriverChip::describe(const DriverRegister& reg, std::uint32_t value) const {
    std::array<char, 32> head{};
    const std::string label = reg.name + ":";
    std::snprintf(head.data(), head.size(), "%08x", static_cast<unsigned>(value));
    std::string text =
        label + std::string(label.size() < 11 ? 11 - label.size() : 0, ' ') + " " + head.data();
    for (const DriverField& field : reg.fields) {
        const auto shown = field_text(name_, field.name, field.of(value));
        if (!shown.empty()) text += " " + field.name + "=" + shown;
    }
    return text;
}

// The TMC2208 and the older TMC222x tell by one bit which of two layouts the inputs have.
const DriverRegister& DriverChip::layout(const DriverRegister& reg, std::uint32_t value) const {
    if (reg.name != "IOIN" || !reg.fields.empty()) return reg;
    constexpr std::uint32_t sel_a = 1 << 8;
    return *find(value & sel_a ? "IOIN@TMC220x" : "IOIN@TMC222x");
}

std::int64_t DriverRegisters::field(std::string_view name) const {
    const auto [reg, field] = chip_->find_field(name);
    ASSERT(reg);
    return field->of(value(*reg));
}

const DriverRegister& DriverRegisters::set(std::string_view name, std::int64_t number) {
    const auto [reg, field] = chip_->find_field(name);
    ASSERT(reg);
    for (auto& [known, value] : values_) {
        if (known != reg) continue;
        value = field->put(value, number);
        return *reg;
    }
    values_.emplace_back(reg, field->put(0, number));
    return *reg;
}

std::uint32_t DriverRegisters::value(const DriverRegister& reg) const {
    for (const auto& [known, value] : values_)
        if (known == &reg) return value;
    return 0;
}

bool DriverRegisters::is_set(const DriverRegister& reg) const {
    return std::any_of(
        values_.begin(), values_.end(), [&](const auto& entry) { return entry.first == &reg; });
}

std::int64_t speed_threshold(double clock_hz, double step_mm, std::int64_t mres, double speed) {
    if (speed <= 0.0) return slowest_threshold;
    const double finest_step = step_mm / static_cast<double>(1 << mres);
    const double periods = clock_hz * finest_step / speed + 0.5;
    return static_cast<std::int64_t>(std::min(periods, static_cast<double>(slowest_threshold)));
}

}  // namespace escapement::chips
