// The words are those that users of these chips search for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_notes.hpp"

#include <array>
#include <cstdio>

namespace escapement::chips {
namespace {

// Of fields of one bit: what it means when it is set.  A chip's name: only of that one.
struct FlagNote {
    std::string_view field, words, chip = {};
};
constexpr std::array<FlagNote, 16> flags{{
    {"i_scale_analog", "ExtVREF"},
    {"shaft", "Reverse"},
    {"reset", "Reset"},
    {"drv_err", "ErrorShutdown!"},
    {"uv_cp", "Undervoltage!"},
    {"otpw", "OvertempWarning!"},
    {"ot", "OvertempError!"},
    {"s2ga", "ShortToGND_A!"},
    {"s2gb", "ShortToGND_B!"},
    {"ola", "OpenLoad_A!"},
    {"olb", "OpenLoad_B!"},
    {"s2vsa", "ShortToSupply_A!"},
    {"s2vsb", "ShortToSupply_B!"},
    {"sdoff", "Step/Dir disabled!", "tmc2660"},
    {"diss2g", "Short to GND disabled!", "tmc2660"},
    {"chm", "constant toff", "tmc2660"},
}};

template <class... Args>
std::string print(const char* format, Args... args) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, args...);
    return text.data();
}

// A reading of the TMC2240's converter, with what it measures.
std::string reading(std::int64_t number, const char* format, double amount) {
    return print("0x%04x", static_cast<unsigned>(number)) + print(format, amount);
}

std::string measured(std::string_view field, std::int64_t number) {
    const auto volts = static_cast<double>(number) * 0.009732;
    if (field == "adc_temp" || field == "overtempprewarning_vth")
        return reading(number, "(%.1fC)", adc_celsius(number));
    if (field == "adc_vsupply" || field == "overvoltage_vth")
        return reading(number, "(%.3fV)", volts);
    if (field == "adc_ain")
        return reading(number, "(%.3fmV)", static_cast<double>(number) * 0.3052);
    return {};
}

// Of the TMC2660, whose zeros mean something as well.
std::string of_2660(std::string_view field, std::int64_t number) {
    if (field == "chm" && number == 0) return "0(spreadCycle)";
    if (field == "vsense") return number != 0 ? "1(165mV)" : "0(305mV)";
    return {};
}

}  // namespace

double adc_celsius(std::int64_t reading) {
    return static_cast<double>(reading - 2038) / 7.7;
}

std::string field_text(std::string_view chip, std::string_view field, std::int64_t number) {
    if (auto text = measured(field, number); !text.empty()) return text;
    if (chip == "tmc2660")
        if (auto text = of_2660(field, number); !text.empty()) return text;
    if (field == "mres")
        return print("%d(%dusteps)", static_cast<int>(number), 256 >> static_cast<int>(number));
    if (field == "sel_a") return number != 0 ? "1(TMC220x)" : "0(TMC222x)";
    if (field == "version") return print("0x%x", static_cast<unsigned>(number));
    if (number == 0) return field == "cs_actual" || field == "se" ? "0(Reset?)" : "";
    for (const FlagNote& note : flags)
        if (note.field == field && (note.chip.empty() || note.chip == chip))
            return "1(" + std::string(note.words) + ")";
    return std::to_string(number);
}

}  // namespace escapement::chips
