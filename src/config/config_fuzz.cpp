// Any bytes as a configuration: read without a crash, with bounded work, every problem placed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "config/board_pins.hpp"
#include "config/pin.hpp"
#include "config/reader.hpp"
#include "config/values.hpp"

namespace escapement::config {
namespace {

// The same bytes are the main file and one that it may include.
Reading read(std::string_view bytes) {
    const std::string text(bytes);
    return read_config("printer.cfg", MemoryFiles({{"printer.cfg", text}, {"a.cfg", text}}));
}

void check_problems(const std::vector<Problem>& problems) {
    ASSERT(problems.size() <= Limits::problems + 1);
    for (const Problem& problem : problems) {
        ASSERT(!problem.place.file.empty());
        ASSERT(!problem.what.empty());
    }
}

void use_values(const Section& section) {
    BoardPins pins;
    check_problems(pins.add(section));
    for (const Option& option : section.options) {
        ASSERT(section.find(option.key));
        ASSERT(option.place.line > 0 && option.last_line >= option.place.line);
        if (const auto pin = parse_pin(option.value, input_prefixes)) ASSERT(!pin->name.empty());
        if (const auto ratio = parse_gear_ratio(option.value)) ASSERT(*ratio > 0.0);
        if (const auto table = parse_table(option.value))
            ASSERT(table->size() <= option.value.size() + 1);
    }
}

}  // namespace
}  // namespace escapement::config

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement::config;
    const auto reading = read({reinterpret_cast<const char*>(data), size});
    check_problems(reading.errors);
    check_problems(reading.notes);
    for (const Section& section : reading.document.sections()) use_values(section);
    return 0;
}
