// What numbers in fields of stepper drivers mean, in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace escapement::chips {

// "1(Reset)", "5(8usteps)", or the number alone; empty where a field's number is not worth
// mentioning.  `chip` is "tmc2209", the field's name is as in its table.
std::string field_text(std::string_view chip, std::string_view field, std::int64_t number);

// Of the TMC2240's converter.
double adc_celsius(std::int64_t reading);

}  // namespace escapement::chips
