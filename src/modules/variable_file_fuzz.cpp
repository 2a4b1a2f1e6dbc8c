// Any bytes as a file of variables: what can be read is written so that it reads the same again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "modules/variable_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement::modules;
    const auto variables = parse_variables({reinterpret_cast<const char*>(data), size});
    if (!variables) return 0;
    const auto again = parse_variables(print_variables(*variables));
    ASSERT(again && print_variables(*again) == print_variables(*variables));
    return 0;
}
