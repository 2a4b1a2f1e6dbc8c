// Chips on an SPI bus that measure thermocouples and platinum resistors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

enum class ThermocoupleType : std::uint8_t { max31855, max31856, max31865, max6675 };
// The enumeration `thermocouple_type`, by number.
inline constexpr auto thermocouple_type_names =
    std::to_array<std::string_view>({"MAX31855", "MAX31856", "MAX31865", "MAX6675"});

struct ConfigThermocouple {
    Oid oid;
    Oid spi_oid;
    ThermocoupleType thermocouple_type{};

    static constexpr wire::Schema<"config_thermocouple",
                                  &ConfigThermocouple::oid,
                                  &ConfigThermocouple::spi_oid,
                                  &ConfigThermocouple::thermocouple_type>
        schema{};
};

// Starts measuring.
struct QueryThermocouple {
    Oid oid;
    base::Clock32 clock;        // first measurement
    base::Ticks32 rest_ticks;   // between measurements; 0 stops
    std::uint32_t min_value{};  // outside of the two, or with a fault, a value is invalid
    std::uint32_t max_value{};
    std::uint8_t max_invalid_count{};  // so many in a row shut the board down

    static constexpr wire::Schema<"query_thermocouple",
                                  &QueryThermocouple::oid,
                                  &QueryThermocouple::clock,
                                  &QueryThermocouple::rest_ticks,
                                  &QueryThermocouple::min_value,
                                  &QueryThermocouple::max_value,
                                  &QueryThermocouple::max_invalid_count>
        schema{};
};

struct ThermocoupleResult {
    Oid oid;
    base::Clock32 next_clock;  // of the next measurement
    std::uint32_t value{};     // as the chip gave it
    std::uint8_t fault{};      // the chip's own bits; 0 if all is well

    static constexpr wire::Schema<"thermocouple_result",
                                  &ThermocoupleResult::oid,
                                  &ThermocoupleResult::next_clock,
                                  &ThermocoupleResult::value,
                                  &ThermocoupleResult::fault>
        schema{};
};

}  // namespace escapement::messages
