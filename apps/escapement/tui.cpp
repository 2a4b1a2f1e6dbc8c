// escapement tui: the printer on a terminal's screen.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <utility>

#include "escapement/commands.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "escapement/printer_client.hpp"
#include "runtime/actor.hpp"
#include "tui/actions.hpp"
#include "tui/terminal.hpp"
#include "tui/update.hpp"
#include "tui/view.hpp"

namespace escapement::app {
namespace {

constexpr base::Seconds time_to_leave{2.0};  // for the last lines of a print that was cancelled

// Between the terminal and the printer; draws at most so often, and only what has changed.
class ScreenLoop final : public runtime::Actor {
  public:
    static constexpr base::Seconds draw_period{0.04};
    static constexpr base::Seconds tick_period{1.0};

    ScreenLoop(tui::Terminal& terminal, PrinterClient& client, std::string stream)
        : terminal_(terminal), client_(client), stream_(std::move(stream)) {
        model_.size = terminal_.size();
        terminal_.draw(tui::view(model_));
    }

    const bool& finished() const { return finished_; }
    // Whether a print that only goes on while this program runs is left: it must not stay hot.
    bool leaves_print() const { return tui::streams(model_); }

    void poll(base::HostTime now) override {
        if (now >= next_tick_) tick(now);
        take_keys(now);
        if (std::exchange(model_.suspend, false)) suspend();
        take_printer();
        for (const auto& wish : std::exchange(model_.wishes, {})) client_.backend().submit(wish);
        if (model_.quit || terminal_.gone() || client_.interrupted()) finished_ = true;
        if (!dirty_ || now < next_draw_) return;
        terminal_.draw(tui::view(model_));
        dirty_ = false;
        next_draw_ = now + runtime::Executor::to_duration(draw_period);
    }
    base::HostTime next_wake() const override {
        return dirty_ ? std::min(next_draw_, next_tick_) : next_tick_;
    }

  private:
    void happen(const tui::Event& event) {
        model_ = tui::update(std::move(model_), event);
        dirty_ = true;
    }
    void tick(base::HostTime now) {
        happen(tui::Tick{base::Seconds(now.time_since_epoch()).count()});
        next_tick_ = now + runtime::Executor::to_duration(tick_period);
    }
    // When a key was pressed matters next to a question.
    void take_keys(base::HostTime now) {
        while (const auto typed = terminal_.next()) {
            happen(tui::Tick{base::Seconds(now.time_since_epoch()).count()});
            std::visit([this](const auto& event) { happen(event); }, *typed);
        }
    }
    void suspend() {
        terminal_.suspend();
        happen(terminal_.size());
    }
    void take_printer() {
        auto batch = client_.backend().events().take();
        if (batch.changed) happen(client_.backend().snapshot());
        if (batch.lost > 0) happen(tui::Lost{batch.lost});
        for (auto& event : batch.events) happen(std::move(event));
        if (stream_.empty() || model_.known.link != client::Link::online) return;
        const auto file = std::exchange(stream_, {});
        tui::ask(model_, "Print " + file + " from this computer?", {client::StreamFile{file}});
    }

    tui::Terminal& terminal_;
    PrinterClient& client_;
    std::string stream_;  // to be printed when the printer is there
    tui::Model model_;
    bool finished_ = false, dirty_ = true;
    base::HostTime next_draw_{}, next_tick_{};
};

}  // namespace

int show_tui(const TuiWish& wish) {
    if (const auto why = why_not_streamed(wish.stream); !why.empty()) {
        complain(why);
        return exit_failed;
    }
    const InterruptWatch interrupts;  // before the terminal is changed, and until it is as it was
    auto terminal = tui::Terminal::open({wish.ascii, wish.no_color});
    if (!terminal) {
        std::fprintf(stderr, "escapement: %s\n", terminal.error().what.c_str());
        return exit_failed;
    }
    PrinterClient client(wish.client);
    client.outside().watch(STDIN_FILENO);
    ScreenLoop loop(**terminal, client, wish.stream);
    const std::array<runtime::Actor*, 3> actors{&client.executor(), &client.backend(), &loop};
    runtime::drive(client.outside(), actors, loop.finished());
    const bool interrupted = client.interrupted();
    if (loop.leaves_print()) {
        client.backend().submit(client::Cancel{});
        client.linger(time_to_leave);
    }
    client.backend().disconnect();
    if (interrupted) return exit_interrupted;
    return (*terminal)->gone() ? exit_failed : exit_good;
}

}  // namespace escapement::app
