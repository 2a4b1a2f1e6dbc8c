// A filter of second-order sections in fixed-point numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each section is a transposed direct form II: y = b0 x + s0, s0' = b1 x - a1 y + s1,
// s1' = b2 x - a2 y.  Products are rounded to the nearest; sums wrap.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace escapement::firmware {

struct FilterSection {
    std::array<std::int32_t, 5> coefficients{};  // b0 b1 b2 a1 a2
    std::array<std::int32_t, 2> state{};
};

class FixedFilter {
  public:
    struct Input {
        std::int32_t offset = 0;
        std::int32_t scale = 0;
        std::uint8_t scale_frac_bits = 0;  // at most 63
        bool auto_offset = false;
    };

    explicit FixedFilter(std::span<FilterSection> sections) : sections_(sections) {}

    std::size_t max_sections() const { return sections_.size(); }
    // No section is active afterwards.  There must be one of that number.
    FilterSection& change_section(std::size_t index) {
        active_ = 0;
        return sections_[index];
    }
    void set_input(Input input) { input_ = input; }
    // The first `count`, at most max_sections(); with coefficients of so many binary places, at
    // most 63.
    void activate(std::uint8_t count, std::uint8_t coeff_frac_bits) {
        active_ = count;
        coeff_frac_bits_ = coeff_frac_bits;
    }

    // Nothing if a number became too large.
    std::optional<std::int32_t> apply(std::int32_t raw) {
        if (input_.auto_offset) input_.offset = sum(0, -std::int64_t{raw});
        input_.auto_offset = false;
        const std::int64_t shifted = std::int64_t{raw} + input_.offset;
        if (!fits(shifted)) return std::nullopt;
        auto value =
            product(input_.scale, static_cast<std::int32_t>(shifted), input_.scale_frac_bits);
        for (std::size_t i = 0; value && i < active_; ++i) value = apply(sections_[i], *value);
        return value;
    }

  private:
    static constexpr bool fits(std::int64_t value) {
        return value >= std::numeric_limits<std::int32_t>::min() &&
               value <= std::numeric_limits<std::int32_t>::max();
    }
    static constexpr std::int32_t sum(std::int64_t a, std::int64_t b) {
        return static_cast<std::int32_t>(a + b);  // wraps
    }
    static constexpr std::optional<std::int32_t> product(std::int32_t factor,
                                                         std::int32_t value,
                                                         std::uint8_t frac_bits) {
        auto result = std::int64_t{factor} * value;
        if (frac_bits) {
            const std::uint64_t half = std::uint64_t{1} << (frac_bits - 1);
            result = static_cast<std::int64_t>(static_cast<std::uint64_t>(result) + half);
            result >>= frac_bits;
        }
        if (!fits(result)) return std::nullopt;
        return static_cast<std::int32_t>(result);
    }

    std::optional<std::int32_t> apply(FilterSection& section, std::int32_t in) const {
        const auto& [b0, b1, b2, a1, a2] = section.coefficients;
        const auto forward = product(b0, in, coeff_frac_bits_);
        if (!forward) return std::nullopt;
        const std::int32_t out = sum(*forward, section.state[0]);
        const auto b1_in = product(b1, in, coeff_frac_bits_);
        const auto b2_in = product(b2, in, coeff_frac_bits_);
        const auto a1_out = product(a1, out, coeff_frac_bits_);
        const auto a2_out = product(a2, out, coeff_frac_bits_);
        if (!b1_in || !b2_in || !a1_out || !a2_out) return std::nullopt;
        section.state[0] = sum(std::int64_t{*b1_in} - *a1_out, section.state[1]);
        section.state[1] = sum(*b2_in, -std::int64_t{*a2_out});
        return out;
    }

    std::span<FilterSection> sections_;
    Input input_;
    std::uint8_t active_ = 0;
    std::uint8_t coeff_frac_bits_ = 0;
};

}  // namespace escapement::firmware
