// Looks things up in a dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/board_facts.hpp"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"

namespace escapement::mcu {

namespace {

// Boards compare moments by the difference of 32-bit clocks.
constexpr double max_schedule_ticks = 2147483647.0;
// Real names have about 12 characters.
constexpr std::size_t longest_chip = 60;
// What is slower could not carry a printer's messages, and would keep them waiting for hours.
constexpr double least_bit_rate = 1000.0;
// A frame of eight bytes takes 111 bits on a CAN bus; on a serial line a byte takes ten.
constexpr double serial_bits_of_can = 8.0 * 10.0 / 111.0;

}  // namespace

base::Result<messages::PinNumber> find_pin(const wire::Dictionary& dictionary,
                                           std::string_view name,
                                           std::string_view board) {
    const std::string wanted = "," + std::string(name) + ",";
    for (const auto& [key, value] : dictionary.config) {
        if (!key.starts_with("RESERVE_PINS_")) continue;
        const auto* pins = std::get_if<std::string>(&value);
        if (pins && ("," + *pins + ",").find(wanted) != std::string::npos)
            return base::Error{"pin '" + std::string(name) + "' of " + std::string(board) +
                               " is reserved for " +
                               key.substr(std::string_view("RESERVE_PINS_").size())};
    }
    const wire::Enumeration* pins = dictionary.enumeration("pin");
    const auto number = pins ? pins->value(name) : std::nullopt;
    if (number) return messages::PinNumber{static_cast<std::uint32_t>(*number)};
    const auto known = pins ? pins->names() : std::vector<std::string>{};
    return base::Error{"pin '" + std::string(name) + "' is not known to " + std::string(board) +
                       " (" + chip_of(dictionary) + ")" + base::did_you_mean(name, known)};
}

std::string chip_of(const wire::Dictionary& dictionary) {
    return std::string(dictionary.text("MCU").value_or("unknown chip").substr(0, longest_chip));
}

std::string reason_text(const wire::Dictionary& dictionary, messages::StaticStringId reason) {
    std::optional<std::string> text;
    if (const wire::Enumeration* reasons = dictionary.enumeration("static_string_id"))
        text = reasons->name(reason.raw);
    return text.value_or("reason " + std::to_string(reason.raw));
}

base::Result<void> check_clock_frequency(double frequency_hz) {
    if (!(frequency_hz >= 1000.0))
        return base::Error{"its dictionary gives an impossible CLOCK_FREQ"};
    if (max_schedule_ahead.count() * frequency_hz > max_schedule_ticks)
        return base::Error{"its CLOCK_FREQ is too high to schedule three seconds ahead"};
    return {};
}

base::Result<double> bit_rate(const wire::Dictionary& dictionary) {
    const std::pair<const char*, double> cables[] = {{"SERIAL_BAUD", 1.0},
                                                     {"CANBUS_FREQUENCY", serial_bits_of_can}};
    for (const auto& [constant, share] : cables) {
        const auto rate = dictionary.number(constant);
        if (!rate) continue;
        if (*rate >= least_bit_rate) return *rate * share;
        return base::Error{"its dictionary gives an impossible " + std::string(constant) + " of " +
                           base::print_number(*rate)};
    }
    return 0.0;
}

}  // namespace escapement::mcu
