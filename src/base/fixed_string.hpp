// Text usable as a template argument, so that names can live in types.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace escapement::base {

template <std::size_t N>
struct FixedString {
    char text[N + 1]{};

    constexpr FixedString() = default;
    constexpr FixedString(const char (&literal)[N + 1]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    constexpr std::string_view view() const { return {text, N}; }
    constexpr bool operator==(const FixedString&) const = default;
};

template <std::size_t N>
FixedString(const char (&)[N]) -> FixedString<N - 1>;

}  // namespace escapement::base
