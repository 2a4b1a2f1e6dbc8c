// Putting a host together, and feeding it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/host.hpp"

#include <algorithm>
#include <filesystem>

#include "config/files.hpp"
#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/preflight.hpp"
#include "escapement/print_duration.hpp"
#include "modules/delayed_gcode.hpp"
#include "modules/error_policy.hpp"
#include "modules/modules.hpp"
#include "modules/pause_resume.hpp"
#include "modules/toolhead.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/errors.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {

Host::Host(const runtime::Clock& clock, const config::Document& config, Machine machine)
    : executor_(clock), config_(config), types_(modules::all_modules()) {
    const bool offline = machine == Machine::none;
    if (machine == Machine::simulated) flights_ = Flights::at_once;
    if (offline) crew_.emplace(runtime::Crew::usual_helpers());
    printer::Printer::Parts parts{.executor = executor_,
                                  .config = config_,
                                  .types = types_,
                                  .console = console_,
                                  .mcus = mcus_,
                                  .offline = offline,
                                  .simulated = machine == Machine::simulated,
                                  .crew = crew_ ? &*crew_ : nullptr};
    parts.read_config = [path = config_.file()] {
        return config::read_config(path, config::DiskFiles());
    };
    if (!offline) {
        parts.restart = [this](printer::Restart kind) {
            if (on_restart_) on_restart_(kind);
        };
        parts.save_config = saver();
        parts.preflight = [this](std::string file) { return check_file(std::move(file)); };
        parts.time_print = [this](std::string file) { return time_print(std::move(file)); };
    }
    printer_ = std::make_unique<printer::Printer>(parts);
}

Host::~Host() {
    executor_.abandon_tasks();  // they refer to the printer
}

std::vector<config::Problem> Host::build() {
    return printer_->build();
}

// "printer.cfg" stays as "printer-20261126_083000.cfg".
std::function<base::Result<void>(const config::SavedBlock& block)> Host::saver() const {
    return [path = config_.file()](const config::SavedBlock& block) {
        std::filesystem::path backup = path;
        const auto extension = backup.extension();
        backup.replace_extension();
        backup += "-" + runtime::date_and_time();
        backup += extension;
        config::DiskFiles files;
        return config::save_block(path, backup.string(), block, files);
    };
}

// A simulated machine has no use for it.
runtime::Task<std::vector<printer::TimeMark>> Host::time_print(std::string file) {
    if (flights_ != Flights::meanwhile) co_return std::vector<printer::TimeMark>{};
    auto timing = time_meanwhile(executor_, config_, std::move(file));
    co_return co_await timing;
}

runtime::Task<printer::Preflight> Host::check_file(std::string file) {
    if (flights_ == Flights::none) co_return printer::Preflight{};
    auto boards = boards_for_check(config_, {});
    if (!boards) throw printer::CommandError(boards.error().what);
    Flight flight{.config = config_, .file = std::move(file), .boards = std::move(*boards)};
    if (flights_ == Flights::at_once) co_return fly_at_once(std::move(flight));
    co_return co_await fly_meanwhile(executor_, std::move(flight));
}

printer::Toolhead& Host::toolhead() {
    return printer_->modules().the<modules::ToolheadModule>().toolhead();
}

printer::MotionQueue& Host::motion() {
    return printer_->modules().the<modules::ToolheadModule>().motion();
}

runtime::Task<> Host::make_safe() {
    if (printer_->state() != printer::State::ready) co_return;
    if (auto* card = printer_->modules().first<modules::VirtualSdcard>()) card->cancel();
    try {
        co_await printer_->gcode().run_script("TURN_OFF_HEATERS\nM107\nM84\nM400\n");
    } catch (const printer::Interrupted&) {
        // Somebody wants to cancel what ends already.
    }
}

namespace {

// Between so many lines everything else gets its turn even if nothing waits.
constexpr std::uint64_t lines_at_once = 32;
constexpr base::Seconds between_looks{0.1};

// A print begins behind what the configuration runs soon after the start, as it does in practice:
// macros find their variables set.
runtime::Task<> wait_for_first_scripts(Host& host) {
    constexpr base::Seconds soon{5.0}, a_moment{0.01};
    base::Seconds last{};
    const auto& all = host.printer().modules();
    for (const printer::Module& module : all.all())
        if (const auto* delayed = all.find<modules::DelayedGcode>(module.name);
            delayed && delayed->initial_duration() <= soon)
            last = std::max(last, delayed->initial_duration());
    if (last > base::Seconds{}) co_await host.executor().after(last + a_moment);
}

// What one line leaves to be waited for.  Names the line in what goes wrong.
class LineRunner {
  public:
    LineRunner(printer::Dispatcher& gcode, const gcode::Source& source, const Feed& parts)
        : gcode_(gcode), source_(source), parts_(parts) {}

    std::optional<runtime::Task<>> begin(std::string_view text) {
        line_.parse(text);
        if (parts_.before_line) parts_.before_line(line_, source_.place());
        return gcode_.run(line_);
    }
    void end() const {
        if (parts_.after_line) parts_.after_line(line_, source_.place());
    }
    printer::CommandError named(const printer::CommandError& error) const {
        return printer::CommandError(source_.place() + ": " + error.what());
    }

  private:
    printer::Dispatcher& gcode_;
    const gcode::Source& source_;
    const Feed& parts_;
    gcode::Line line_;
};

// What PAUSE, CANCEL_PRINT and errors mean to a file that is fed or printed.
class Brakes {
  public:
    // `place` says which line was the last: "cube.gcode:12".
    Brakes(Host& host, const Feed& parts, std::function<std::string()> place)
        : host_(host),
          parts_(parts),
          place_(std::move(place)),
          card_(host.printer().modules().first<modules::VirtualSdcard>()),
          module_(host.printer().modules().first<modules::PauseResume>()),
          policy_(host.printer().modules().first<modules::ErrorPolicy>()),
          cancels_before_(cancels()) {}

    bool cancelled() const { return cancels() != cancels_before_; }
    bool paused() const {
        return parts_.pause != Feed::Pause::is_ignored && !stays_paused_ && module_ &&
               module_->is_paused();
    }
    // Whether the print is to pause; what the policy does not bear is thrown, as all is without
    // one.
    bool bear(const printer::CommandError& error, const printer::CommandError& named) const {
        using Wish = modules::ErrorPolicy::Wish;
        const Wish wish = policy_ ? policy_->wish_for(error) : Wish::cancel;
        if (wish == Wish::cancel) throw named;
        host_.console().error(named.what());
        return wish == Wish::pause;
    }

    runtime::Task<> wait_until_resumed() {
        auto& console = host_.console();
        const bool by_card = !paused();  // M25: no macro has run, and none is wanted
        if (parts_.pause == Feed::Pause::is_waited_for) {
            console.info("Paused " + where("behind ") + "; " + (by_card ? "M24" : "RESUME") +
                         " goes on");
            while (rests() && !cancelled() && !is_ended())
                co_await host_.printer().turns().nap(between_looks);
            co_return;
        }
        if (parts_.pause == Feed::Pause::is_resumed)
            console.info("Paused " + where("behind ") +
                         "; resumed at once, as nobody else would do it here");
        auto taking = host_.printer().turns().take();
        const auto turn = co_await taking;
        if (!by_card) co_await host_.printer().gcode().run_script("RESUME");
        stays_paused_ = module_ && module_->is_paused();
        if (card_ && card_->is_paused()) card_->resume();
    }

    // Until the file that the card prints is over.
    enum class Tells { nothing, progress };
    runtime::Task<> finish_card(Tells tells) {
        while (card_ && !is_ended() && (card_->is_active() || rests())) {
            if (tells == Tells::progress && parts_.on_line)
                parts_.on_line(card_->progress(), card_->lines());
            if (!card_->is_active())
                co_await wait_until_resumed();
            else if (host_.motion().offline())
                co_await host_.executor().yield();
            else
                co_await host_.printer().turns().nap(between_looks);
        }
        if (card_ && !card_->trouble().empty()) throw printer::CommandError(card_->trouble());
    }

    void say_cancelled() const {
        if (cancelled()) host_.console().info("Cancelled " + where("at "));
    }

  private:
    // "behind cube.gcode:12"
    std::string where(const char* word) const {
        const std::string place = place_();
        constexpr std::string_view nowhere = ":0";
        if (!place.ends_with(nowhere)) return word + place;
        return "before the first line of " + place.substr(0, place.size() - nowhere.size());
    }
    std::uint64_t cancels() const { return module_ ? module_->cancels() : 0; }
    bool is_ended() const { return parts_.cancelled && parts_.cancelled(); }
    bool rests() const { return paused() || (card_ && card_->is_paused()); }

    Host& host_;
    const Feed& parts_;
    const std::function<std::string()> place_;
    modules::VirtualSdcard* card_;
    const modules::PauseResume* module_;
    const modules::ErrorPolicy* policy_;
    std::uint64_t cancels_before_;
    bool stays_paused_ = false;  // RESUME did not help
};

}  // namespace

runtime::Task<> feed(Host& host, gcode::Source& source, const Feed& parts) {
    LineRunner runner(host.printer().gcode(), source, parts);
    Brakes brakes(host, parts, [&source] { return source.place(); });
    auto& toolhead = host.toolhead();
    auto& turns = host.printer().turns();
    std::uint64_t number = 0;
    co_await wait_for_first_scripts(host);
    while (!brakes.cancelled()) {
        auto next = source.next();
        if (!next) throw printer::CommandError(next.error().what);
        if (!*next || (parts.cancelled && parts.cancelled())) break;
        number = (*next)->number;
        bool others_ran = turns.taken(), interrupted = false, pauses = false;
        auto taking = turns.take();
        auto turn = std::make_optional(co_await taking);
        try {
            if (auto task = runner.begin((*next)->text)) {
                others_ran = true;
                co_await *task;
            }
            runner.end();
        } catch (const printer::Interrupted&) {
            interrupted = true;
        } catch (const printer::CommandError& error) {
            if (!parts.failed)
                pauses = brakes.bear(error, runner.named(error));
            else if (!parts.failed(error.what()))
                break;
        }
        if (pauses) co_await host.printer().gcode().run_script("PAUSE");
        turn.reset();
        if (interrupted) co_await turns.wait_for_quiet();
        if (interrupted) break;
        if (brakes.paused()) co_await brakes.wait_until_resumed();
        if (toolhead.full()) {
            others_ran = true;
            co_await toolhead.wait_for_room();
        } else if (number % lines_at_once == 0) {
            others_ran = true;
            co_await host.executor().yield();
        }
        if (others_ran && parts.on_line) parts.on_line(source.progress(), number);
    }
    if (parts.on_line) parts.on_line(source.progress(), number);
    brakes.say_cancelled();
    // A line may have started the print of another file.
    co_await brakes.finish_card(Brakes::Tells::nothing);
}

namespace {

runtime::Task<> print_from_card(Host& host, std::string file, const Feed& parts) {
    std::string place = std::filesystem::path(file).filename().string() + ":0";
    Brakes brakes(host, parts, [&place] { return place; });
    modules::PrintWitness witness{.before_line =
                                      [&](const gcode::Line& line, const std::string& stands) {
                                          place = stands;
                                          if (parts.before_line) parts.before_line(line, stands);
                                      },
                                  .after_line = parts.after_line,
                                  .failed = parts.failed};
    co_await wait_for_first_scripts(host);
    host.printer().modules().the<modules::VirtualSdcard>().print(file, std::move(witness));
    co_await brakes.finish_card(Brakes::Tells::progress);
    brakes.say_cancelled();
}

}  // namespace

runtime::Task<> print_file(Host& host, std::string file, const Feed& parts) {
    if (host.printer().modules().first<modules::VirtualSdcard>()) {
        co_await print_from_card(host, std::move(file), parts);
        co_return;
    }
    auto source = gcode::open_source(file);
    if (!source) throw printer::CommandError(source.error().what);
    co_await feed(host, *source, parts);
}

bool is_thrown_too(Host& host, std::string_view told) {
    const auto* card = host.printer().modules().first<modules::VirtualSdcard>();
    if (!card || card->trouble().empty() || !told.starts_with("!! ")) return false;
    return card->trouble().starts_with(told.substr(3));
}

}  // namespace escapement::app
