// From received bytes to typed handlers.  The table is built by the compiler.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A handler is a function of a core and a message, or a member function of a device that takes
// a message with an oid:
//
//   void report_clock(Core<B, S>&, const messages::GetClock&);
//   void Stepper<B, S>::queue(const messages::QueueStep&);
#pragma once

#include <array>
#include <cstddef>

#include "firmware/identifiers.hpp"
#include "firmware/reason.hpp"
#include "wire/message.hpp"

namespace escapement::firmware {

namespace detail {

template <auto Handler>
struct Handling;
template <class Core, class M, void (*Handler)(Core&, const M&)>
struct Handling<Handler> {
    using Message = M;
    static void run(Core& core, const M& message) { Handler(core, message); }
};
template <class D, class M, void (D::*Handler)(const M&)>
struct Handling<Handler> {
    using Message = M;
    template <class Core>
    static void run(Core& core, const M& message) {
        if (D* device = core.template find<D>(message.oid)) (device->*Handler)(message);
    }
};

}  // namespace detail

enum class Allowed { while_running, always };

// What the firmware does about one message.
template <auto Handler, Allowed When = Allowed::while_running>
struct Command {
    using Message = typename detail::Handling<Handler>::Message;

    // Takes the message off `in` in any case; false if it is malformed.
    template <class Core>
    static bool receive(Core& core, wire::Reader& in) {
        Message message{};
        if (!wire::decode(in, message)) return false;
        if (When == Allowed::while_running && core.is_shutdown())
            core.report_shutdown();
        else
            detail::Handling<Handler>::run(core, message);
        return true;
    }
};

// The n-th command of the list has the identifier first_command_id + n.
template <class... Commands>
struct CommandList {
    static constexpr std::size_t size = sizeof...(Commands);
    static_assert(size <= max_commands);

    // Calls visit.template operator()<Message>(id) for each command.
    template <class Visit>
    static constexpr void for_each(Visit&& visit) {
        wire::MessageId id = first_command_id;
        (visit.template operator()<typename Commands::Message>(id++), ...);
    }

    // The identifier of a message, or 0 if it is not among these.
    template <wire::Message M>
    static consteval wire::MessageId id_of() {
        const std::size_t at =
            detail::position<M>(wire::MessageList<typename Commands::Message...>{});
        return at < size ? static_cast<wire::MessageId>(first_command_id + at) : 0;
    }

    // Handles one message; says what is wrong with it if something is.
    template <class Core>
    static Reason dispatch(Core& core, wire::Reader& in) {
        const std::size_t index = static_cast<std::size_t>(wire::take_id(in) - first_command_id);
        if (index >= size) return Reason::invalid_command;
        return table<Core>[index](core, in) ? Reason::none : Reason::command_parser_error;
    }

  private:
    template <class Core>
    static constexpr std::array<bool (*)(Core&, wire::Reader&), size> table{
        &Commands::template receive<Core>...};
};

namespace detail {

template <class... Lists>
struct Joined;
template <class... Commands>
struct Joined<CommandList<Commands...>> {
    using List = CommandList<Commands...>;
};
template <class... As, class... Bs, class... Rest>
struct Joined<CommandList<As...>, CommandList<Bs...>, Rest...>
    : Joined<CommandList<As..., Bs...>, Rest...> {};

}  // namespace detail

// Several lists as one, in that order.
template <class... Lists>
using Join = typename detail::Joined<Lists...>::List;

}  // namespace escapement::firmware
