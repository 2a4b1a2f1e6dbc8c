// Sends a question up to six times and listens.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/questions.hpp"

#include <algorithm>

namespace escapement::mcu {

namespace {

// How often a question is asked whose answer got lost, and how soon at first.
constexpr int max_times = 6;
constexpr base::Seconds first_pause{0.010};
// The link notices sooner if nobody is there at all.
constexpr base::Seconds answer_timeout{Link::patience + base::Seconds{1.0}};

}  // namespace

// A ticket that somebody waits for; forgotten when they stop waiting.
class Questions::AwaitedTicket {
  public:
    AwaitedTicket(Questions& owner, Outcome& outcome)
        : owner_(owner), number_(++owner.last_ticket_) {
        owner_.waiting_.emplace(number_, &outcome);
    }
    AwaitedTicket(const AwaitedTicket&) = delete;
    AwaitedTicket& operator=(const AwaitedTicket&) = delete;
    ~AwaitedTicket() { owner_.waiting_.erase(number_); }
    Ticket number() const { return number_; }

  private:
    Questions& owner_;
    Ticket number_;
};

runtime::Task<base::Result<Received>> Questions::ask(Question question, Sending sending) {
    std::optional<Received> answer;
    Outcome* waited_for = nullptr;
    const Subscription reply = responses_.listen(
        question.reply, question.oid, [&](wire::Reader fields, const Received& times) {
            answer = times;
            answer->size = static_cast<std::uint8_t>(fields.rest().size());
            std::copy(fields.rest().begin(), fields.rest().end(), answer->bytes.begin());
            if (waited_for) waited_for->complete(true);
        });
    base::Seconds pause = first_pause;
    for (int i = 0; i < max_times && !given_up_; ++i, pause *= 2) {
        Outcome outcome(executor_);
        waited_for = &outcome;
        const AwaitedTicket ticket(*this, outcome);
        link_.send_with_ticket(
            question.message.bytes(), sending.when, sending.queue, ticket.number());
        const base::HostTime leaves = std::max(sending.leaves, executor_.now());
        co_await outcome.wait_until(leaves + runtime::Executor::to_duration(answer_timeout));
        if (!answer && outcome.done() && !given_up_) co_await executor_.after(pause);
        waited_for = nullptr;
        if (answer) co_return *answer;
        if (!outcome.done()) break;
    }
    if (given_up_) co_return base::Error{*given_up_};
    co_return base::Error{"no answer '" + std::string(question.name) + "'"};
}

void Questions::note_acknowledged(Ticket ticket) {
    const auto waiting = waiting_.find(ticket);
    if (waiting != waiting_.end()) waiting->second->complete(false);
}

void Questions::give_up(std::string reason) {
    if (given_up_) return;
    given_up_ = std::move(reason);
    for (auto& [ticket, outcome] : waiting_) outcome->complete(false);
}

}  // namespace escapement::mcu
