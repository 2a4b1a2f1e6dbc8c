// Letting motors follow the machine one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/z_steppers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t height = 2;
// Less is rounding.
constexpr double no_rise = 1e-7;

bool moves_with_z(const printer::Stepper& stepper) {
    const motion::Point low{};
    const motion::Point high{{}, {}, base::Length{1.0}};
    return stepper.position_at(low) != stepper.position_at(high);
}

double rounded(double number) {
    return std::round(number * 1e6) / 1e6;
}

}  // namespace

std::vector<printer::Stepper*> z_steppers(printer::Kinematics& kinematics) {
    std::vector<printer::Stepper*> found;
    for (printer::Stepper* stepper : kinematics.steppers())
        if (moves_with_z(*stepper)) found.push_back(stepper);
    return found;
}

ZAdjuster::ZAdjuster(const printer::SectionName& section,
                     std::size_t count,
                     printer::Context& context)
    : context_(context),
      toolhead_(context.modules.the<ToolheadModule>().toolhead()),
      steppers_(z_steppers(toolhead_.kinematics())) {
    if (steppers_.size() < 2)
        throw section.error("", "requires multiple z steppers: add [stepper_z1]");
    if (steppers_.size() != count)
        throw section.error("",
                            section.full + " needs exactly " + std::to_string(steppers_.size()) +
                                " z_positions, one for each motor of z (there are " +
                                std::to_string(count) + ")");
}

// Motors that stand still while others move.  Afterwards all of them follow again, however it ends.
class ZAdjuster::Apart {
  public:
    explicit Apart(ZAdjuster& adjuster) : adjuster_(adjuster), still_(adjuster.steppers_) {
        for (printer::Stepper* stepper : still_) stepper->follow(nullptr);
    }
    Apart(const Apart&) = delete;
    Apart& operator=(const Apart&) = delete;
    ~Apart() {
        if (still_.empty()) return;
        adjuster_.toolhead_.flush();
        still_.clear();
        follow();
    }
    // This one moves as well from now on; everything must have been flushed.
    void release(printer::Stepper* stepper) {
        std::erase(still_, stepper);
        follow();
    }

  private:
    void follow() {
        auto& toolhead = adjuster_.toolhead_;
        toolhead.kinematics().follow(toolhead.trajectory());
        for (printer::Stepper* stepper : still_) stepper->follow(nullptr);
        toolhead.note_other_paths();
        for (printer::Stepper* stepper : adjuster_.steppers_)
            stepper->set_position(printer::point_of(toolhead.position()));
    }

    ZAdjuster& adjuster_;
    std::vector<printer::Stepper*> still_;
};

// 1. Nobody moves.  The motor that is to rise most begins, as if the head had to go up from where
//    this motor is too low.
// 2. Where the next one is to be, it joins; and so on.
runtime::Task<> ZAdjuster::adjust(std::vector<double> adjustments, base::Speed speed) {
    std::string text = "Making the following Z adjustments:";
    for (std::size_t i = 0; i < steppers_.size(); ++i)
        text += fmt::format("\n{} = {:.6f}", steppers_[i]->name(), adjustments[i]);
    context_.console.info(text);
    std::vector<std::size_t> order(steppers_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
        return adjustments[one] > adjustments[other];
    });
    auto position = toolhead_.position();
    const base::Length low = position[height] + base::Length{adjustments[order.front()]};
    co_await toolhead_.flush_in_time();
    Apart apart(*this);
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        co_await toolhead_.flush_in_time();
        apart.release(steppers_[order[i]]);
        position[height] = low - base::Length{adjustments[order[i + 1]]};
        toolhead_.move(position, speed);
        toolhead_.set_position(position);
    }
    co_await toolhead_.flush_in_time();
    apart.release(steppers_[order.back()]);
    position[height] = position[height] - base::Length{adjustments[order.front()]};
    toolhead_.set_position(position);
}

void Retries::begin(const Request& request) {
    most_ = request.retries.value_or(options_.retries);
    tolerance_ = request.retry_tolerance.value_or(options_.retry_tolerance);
    done_ = 0;
    before_.reset();
    rises_ = 0;
}

// Twice in a row is no accident.
bool Retries::gets_worse(double error) {
    if (before_ && *before_ != 0.0 && error > *before_ + no_rise)
        ++rises_;
    else if (rises_ > 0)
        --rises_;
    before_ = error;
    return rises_ > 1;
}

ProbePoints::Next Retries::check(double lowest, double highest) {
    if (most_ == 0) return ProbePoints::Next::done;
    const double error = rounded(highest - lowest);
    console_.info(fmt::format("Retries: {}/{} Probed points range: {:.6f} tolerance: {:.6f}",
                              done_,
                              most_,
                              error,
                              tolerance_));
    if (rigid_ && done_ > 0 && error > tolerance_) {
        console_.info("The simulated machine cannot tilt; it is taken for level");
        return ProbePoints::Next::done;
    }
    if (gets_worse(error))
        throw printer::CommandError("Retries aborting: Probed points range is increasing. " +
                                    hint_);
    if (error <= tolerance_) return ProbePoints::Next::done;
    if (++done_ > most_) throw printer::CommandError("Too many retries");
    return ProbePoints::Next::again;
}

}  // namespace escapement::modules
