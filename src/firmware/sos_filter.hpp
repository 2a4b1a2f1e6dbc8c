// Filters that the host sets up and analog triggers use.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/fixed_filter.hpp"
#include "messages/sos_filter.hpp"

namespace escapement::firmware {

// All in task context.
template <Board B, Scheduler S>
class SosFilter {
  public:
    SosFilter(Core<B, S>& core, const messages::ConfigSosFilter&, std::span<FilterSection> sections)
        : core_(core), filter_(sections) {}
    SosFilter(const SosFilter&) = delete;
    SosFilter& operator=(const SosFilter&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigSosFilter& config) {
        const auto sections = core.template make_array<FilterSection>(config.max_sections);
        if (sections.size() == config.max_sections) core.template add<SosFilter>(config, sections);
    }
    void set_section(const messages::SosFilterSetSection& message) {
        if (FilterSection* section = find(message.section_idx))
            section->coefficients = {
                message.sos0, message.sos1, message.sos2, message.sos3, message.sos4};
    }
    void set_state(const messages::SosFilterSetState& message) {
        if (FilterSection* section = find(message.section_idx))
            section->state = {message.state0, message.state1};
    }
    void set_offset_scale(const messages::SosFilterSetOffsetScale& message) {
        filter_.set_input({message.offset,
                           message.scale,
                           static_cast<std::uint8_t>(message.scale_frac_bits & 0x3f),
                           message.auto_offset});
    }
    void activate(const messages::SosFilterSetActive& message) {
        if (message.n_sections > filter_.max_sections())
            return core_.shut_down(Reason::filter_section);
        filter_.activate(message.n_sections,
                         static_cast<std::uint8_t>(message.coeff_frac_bits & 0x3f));
    }

    // Nothing if a number became too large.
    std::optional<std::int32_t> apply(std::int32_t value) { return filter_.apply(value); }

    void shut_down() {}

  private:
    // nullptr after having shut down.
    FilterSection* find(std::uint8_t index) {
        if (index < filter_.max_sections()) return &filter_.change_section(index);
        core_.shut_down(Reason::filter_section);
        return nullptr;
    }

    Core<B, S>& core_;
    FixedFilter filter_;
};

template <Board B, Scheduler S>
using SosFilterCommands = CommandList<Command<&SosFilter<B, S>::configure>,
                                      Command<&SosFilter<B, S>::set_section>,
                                      Command<&SosFilter<B, S>::set_state>,
                                      Command<&SosFilter<B, S>::set_offset_scale>,
                                      Command<&SosFilter<B, S>::activate>>;

}  // namespace escapement::firmware
