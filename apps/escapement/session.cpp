// Connecting, working, and always ending safe.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/session.hpp"

#include "printer/errors.hpp"

namespace escapement::app {
namespace {

// How long the last messages get to reach the boards.
constexpr base::Seconds farewell{0.25};
constexpr base::Seconds between_looks{0.1};

std::string text_of(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& reason) {
        return reason.what();
    }
}

}  // namespace

Session::Session(runtime::Outside& outside, const config::Document& config)
    : outside_(outside),
      config_(config),
      host_(outside, config, false),
      end_timer_(host_.executor(), [this] { finished_ = true; }) {}

Session::~Session() = default;

void Session::add_board(const std::string& name, runtime::ByteStream& cable, double baud) {
    links_.push_back(std::make_unique<mcu::Link>(cable));
    links_.back()->set_baud(baud);
    if (log_) links_.back()->observe(&log_->add_board(name));
    auto mcu = std::make_unique<mcu::Mcu>(name, host_.executor(), *links_.back());
    mcu->on_output([this, name](const std::string& line) {
        host_.console().info("mcu '" + name + "' says: " + line);
    });
    host_.mcus().add(std::move(mcu));
}

Session::Result Session::run(Work work) {
    Result result;
    if (log_)
        host_.console().listen(
            [this](std::string_view text) { log_->note("says: " + std::string(text)); });
    host_.executor().spawn(everything(std::move(work), result), [&](std::exception_ptr error) {
        finished_ = true;
        if (error && result.failure.empty()) result.failure = text_of(error);
    });
    watch_for_interrupts(result);
    std::vector<runtime::Actor*> actors{&host_.executor()};
    for (const auto& link : links_) actors.push_back(link.get());
    actors.insert(actors.end(), further_actors_.begin(), further_actors_.end());
    runtime::drive(outside_, actors, finished_);
    if (log_) log_->note(result.failure.empty() ? "ended well" : "ended: " + result.failure);
    return result;
}

void Session::watch_for_interrupts(Result& result) {
    host_.executor().call_at(outside_.now() + runtime::Executor::to_duration(between_looks),
                             [this, &result] {
                                 if (finished_ || result.interrupted) return;
                                 if (!interrupts_.interrupted())
                                     return watch_for_interrupts(result);
                                 result.interrupted = true;
                                 result.failure = "interrupted";
                                 if (host_.built()) host_.printer().shut_down("interrupted");
                                 end_soon();
                             });
}

// Gives what is under way a moment, then ends whatever still waits.
void Session::end_soon() {
    end_timer_.set_after(farewell);
}

runtime::Task<> Session::connect(Result& result) {
    std::size_t number = 0;
    for (const auto& mcu : host_.mcus().all()) {
        if (auto identified = co_await mcu->identify(); !identified)
            throw printer::ConfigError(identified.error().what);
        if (log_) log_->learn(number++, mcu->dictionary());
    }
    result.problems = host_.build();
    if (!result.problems.empty()) co_return;
    shut_down_ = host_.printer().events().shut_down.connect([this, &result](const auto& event) {
        if (result.failure.empty()) result.failure = event.reason;
        if (log_) log_->note("shut down: " + event.reason);
        end_soon();
    });
    co_await host_.printer().connect();
    if (log_) log_->note("ready");
}

runtime::Task<> Session::everything(Work work, Result& result) {
    co_await connect(result);
    if (!result.problems.empty()) co_return;
    try {
        co_await work();
    } catch (const std::exception& error) {
        if (result.failure.empty()) result.failure = error.what();
    }
    co_await wind_down();
}

runtime::Task<> Session::wind_down() {
    co_await host_.make_safe();
    co_await host_.executor().after(farewell);
}

}  // namespace escapement::app
