// Any bytes as arithmetic: computed or refused, with the mistake within the text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "config/expression.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement::config;
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const std::size_t begin = std::min<std::size_t>(data[0], text.size());
    const Group group[] = {{begin, std::min<std::size_t>(begin + data[1], text.size())}};
    for (const auto& evaluation : {evaluate(text), evaluate(text, group)}) {
        ASSERT(evaluation.at <= text.size());
        if (evaluation) ASSERT(std::isfinite(evaluation.amount.value));
        static_cast<void>(unit_trouble(evaluation.amount, "mm/s^2"));
    }
    return 0;
}
