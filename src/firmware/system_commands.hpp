// The commands that every board answers, whatever is connected to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/debug.hpp"
#include "messages/identify.hpp"
#include "messages/system.hpp"

namespace escapement::firmware {

template <Board B, Scheduler S>
struct System {
    using Core = firmware::Core<B, S>;

    static void identify(Core& core, const messages::Identify& message) {
        const wire::Bytes all = core.dictionary();
        const std::size_t start = message.offset < all.size() ? message.offset : all.size();
        const std::size_t rest = all.size() - start;
        const std::size_t count = message.count < rest ? message.count : rest;
        core.send(messages::IdentifyResponse{message.offset, all.subspan(start, count)});
    }

    static void report_clock(Core& core, const messages::GetClock&) {
        core.send(messages::Clock{core.board().clock()});
    }
    static void report_uptime(Core& core, const messages::GetUptime&) { core.send(core.uptime()); }

    static void report_config(Core& core, const messages::GetConfig&) {
        core.send(core.configuration());
    }
    static void allocate_oids(Core& core, const messages::AllocateOids& message) {
        core.allocate_oids(message.count);
    }
    static void finalize_config(Core& core, const messages::FinalizeConfig& message) {
        core.finalize(message.crc);
    }
    static void config_reset(Core& core, const messages::ConfigReset&) {
        if (!core.is_shutdown()) return core.shut_down(Reason::config_reset_when_running);
        core.forget_configuration();
        core.clear_shutdown();
    }

    static void emergency_stop(Core& core, const messages::EmergencyStop&) {
        core.shut_down(Reason::command_request);
    }
    static void clear_shutdown(Core& core, const messages::ClearShutdown&) {
        if (!core.is_shutdown()) return core.shut_down(Reason::shutdown_cleared_when_running);
        core.clear_shutdown();
    }
    static void reset(Core& core, const messages::Reset&) { core.board().reset(); }

    static void debug_nop(Core&, const messages::DebugNop&) {}
    static void debug_ping(Core& core, const messages::DebugPing& message) {
        core.send(messages::Pong{message.data});
    }
    static void debug_read(Core& core, const messages::DebugRead& message) {
        core.send(messages::DebugResult{core.board().peek(message.addr, message.order)});
    }
    static void debug_write(Core& core, const messages::DebugWrite& message) {
        core.board().poke(message.addr, message.order, message.val);
    }
};

template <Board B, Scheduler S>
using SystemCommands = CommandList<Command<&System<B, S>::identify, Allowed::always>,
                                   Command<&System<B, S>::report_uptime, Allowed::always>,
                                   Command<&System<B, S>::report_clock, Allowed::always>,
                                   Command<&System<B, S>::report_config, Allowed::always>,
                                   Command<&System<B, S>::allocate_oids>,
                                   Command<&System<B, S>::finalize_config>,
                                   Command<&System<B, S>::config_reset, Allowed::always>,
                                   Command<&System<B, S>::emergency_stop, Allowed::always>,
                                   Command<&System<B, S>::clear_shutdown, Allowed::always>,
                                   Command<&System<B, S>::reset, Allowed::always>,
                                   Command<&System<B, S>::debug_nop, Allowed::always>,
                                   Command<&System<B, S>::debug_ping, Allowed::always>,
                                   Command<&System<B, S>::debug_read, Allowed::always>,
                                   Command<&System<B, S>::debug_write, Allowed::always>>;

}  // namespace escapement::firmware
