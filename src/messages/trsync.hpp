// Stopping several things at one trigger, on one board or several.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigTrsync {
    Oid oid;

    static constexpr wire::Schema<"config_trsync", &ConfigTrsync::oid> schema{};
};

// Arms a trsync and makes it report.
struct TrsyncStart {
    Oid oid;
    base::Clock32 report_clock;     // of the first report
    base::Ticks32 report_ticks;     // between reports; 0 for none
    TriggerReason expire_reason{};  // given when the timeout passes

    static constexpr wire::Schema<"trsync_start",
                                  &TrsyncStart::oid,
                                  &TrsyncStart::report_clock,
                                  &TrsyncStart::report_ticks,
                                  &TrsyncStart::expire_reason>
        schema{};
};

// It triggers by itself at `clock` unless a later command moves that on.
struct TrsyncSetTimeout {
    Oid oid;
    base::Clock32 clock;

    static constexpr wire::
        Schema<"trsync_set_timeout", &TrsyncSetTimeout::oid, &TrsyncSetTimeout::clock>
            schema{};
};

struct TrsyncState {
    Oid oid;
    bool can_trigger{};  // armed, and not triggered yet
    TriggerReason trigger_reason{};
    base::Clock32 clock;  // 0 in answer to trsync_trigger

    static constexpr wire::Schema<"trsync_state",
                                  &TrsyncState::oid,
                                  &TrsyncState::can_trigger,
                                  &TrsyncState::trigger_reason,
                                  &TrsyncState::clock>
        schema{};
};

// Triggers now, unless it has; the answer tells the reason that came first.
struct TrsyncTrigger {
    Oid oid;
    TriggerReason reason{};
    using Reply = TrsyncState;

    static constexpr wire::Schema<"trsync_trigger", &TrsyncTrigger::oid, &TrsyncTrigger::reason>
        schema{};
};

}  // namespace escapement::messages
