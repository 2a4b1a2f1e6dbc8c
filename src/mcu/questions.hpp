// Asks a board, again if the answer got lost, and hands the answer to who waits for it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "mcu/command.hpp"
#include "mcu/link.hpp"
#include "mcu/responses.hpp"
#include "runtime/completion.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {

struct Question {
    EncodedMessage message;
    wire::MessageId reply = 0;
    std::optional<messages::Oid> oid;  // that the reply must have
    std::string_view name;             // of the reply, for errors
};

// What a link carries to a board arrives in the end; what the board says may get lost.  But the
// acknowledgement of a question follows its answer: if it comes alone, the question is repeated.
// Belongs to one thread; the collaborators must outlive it.
class Questions {
  public:
    Questions(runtime::Executor& executor, Link& link, Responses& responses)
        : executor_(executor), link_(link), responses_(responses) {}
    Questions(const Questions&) = delete;
    Questions& operator=(const Questions&) = delete;

    struct Sending {
        CommandQueue queue;
        When when;
        base::HostTime leaves{};  // not before that
    };
    // The fields of the answer.  Fails if there is none, or give_up() was or is called.
    runtime::Task<base::Result<Received>> ask(Question question, Sending sending);

    // The link says that a message has arrived.
    void note_acknowledged(Ticket ticket);
    // There will be no answers any more, for this reason.
    void give_up(std::string reason);
    // There will be again.
    void resume() { given_up_.reset(); }

  private:
    // True with the answer, false with the word that there will be none.
    using Outcome = runtime::Completion<bool>;
    class AwaitedTicket;

    runtime::Executor& executor_;
    Link& link_;
    Responses& responses_;
    std::map<Ticket, Outcome*> waiting_;
    Ticket last_ticket_ = 0;
    std::optional<std::string> given_up_;
};

}  // namespace escapement::mcu
