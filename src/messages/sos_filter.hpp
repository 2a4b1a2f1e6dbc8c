// Filters of second-order sections for what sensors measure, in fixed-point numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigSosFilter {
    Oid oid;
    std::uint8_t max_sections{};

    static constexpr wire::
        Schema<"config_sos_filter", &ConfigSosFilter::oid, &ConfigSosFilter::max_sections>
            schema{};
};

// Coefficients of a section: b0 b1 b2 a1 a2, a0 being 1.  No section is active afterwards.
struct SosFilterSetSection {
    Oid oid;
    std::uint8_t section_idx{};
    std::int32_t sos0{};
    std::int32_t sos1{};
    std::int32_t sos2{};
    std::int32_t sos3{};
    std::int32_t sos4{};

    static constexpr wire::Schema<"sos_filter_set_section",
                                  &SosFilterSetSection::oid,
                                  &SosFilterSetSection::section_idx,
                                  &SosFilterSetSection::sos0,
                                  &SosFilterSetSection::sos1,
                                  &SosFilterSetSection::sos2,
                                  &SosFilterSetSection::sos3,
                                  &SosFilterSetSection::sos4>
        schema{};
};

// What a section remembers.  No section is active afterwards.
struct SosFilterSetState {
    Oid oid;
    std::uint8_t section_idx{};
    std::int32_t state0{};
    std::int32_t state1{};

    static constexpr wire::Schema<"sos_filter_set_state",
                                  &SosFilterSetState::oid,
                                  &SosFilterSetState::section_idx,
                                  &SosFilterSetState::state0,
                                  &SosFilterSetState::state1>
        schema{};
};

// Before the first section, a value becomes (value + offset) * scale / 2^scale_frac_bits.
struct SosFilterSetOffsetScale {
    Oid oid;
    std::int32_t offset{};
    std::int32_t scale{};
    std::uint8_t scale_frac_bits{};  // the lower six bits of it
    bool auto_offset{};              // take the offset that makes the next value zero

    static constexpr wire::Schema<"sos_filter_set_offset_scale",
                                  &SosFilterSetOffsetScale::oid,
                                  &SosFilterSetOffsetScale::offset,
                                  &SosFilterSetOffsetScale::scale,
                                  &SosFilterSetOffsetScale::scale_frac_bits,
                                  &SosFilterSetOffsetScale::auto_offset>
        schema{};
};

struct SosFilterSetActive {
    Oid oid;
    std::uint8_t n_sections{};
    std::uint8_t coeff_frac_bits{};  // of all coefficients; the lower six bits of it

    static constexpr wire::Schema<"sos_filter_set_active",
                                  &SosFilterSetActive::oid,
                                  &SosFilterSetActive::n_sections,
                                  &SosFilterSetActive::coeff_frac_bits>
        schema{};
};

}  // namespace escapement::messages
