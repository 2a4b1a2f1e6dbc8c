// Changes a parameter with the height of a print, to find out which value is best.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "modules/gcode_move.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/move_path.hpp"

namespace escapement::modules {

// TUNING_TOWER.  Belongs to the main thread.
class TuningTower final : public printer::MoveTransform {
  public:
    struct Test {
        std::string command, parameter;
        double start = 0.0;
        double factor = 0.0;
        double band = 0.0;         // mm
        double step_delta = 0.0;   // of the parameter
        double step_height = 0.0;  // mm
        double skip = 0.0;         // mm
    };
    static void describe(printer::Description<TuningTower>& module);

    explicit TuningTower(printer::Context& context);

    bool is_active() const { return in_use(); }

    void move(const motion::Position& end, base::Speed speed) override;
    motion::Position position() override;

  private:
    void begin(const Test& request);
    void end();
    void look_at(const motion::Position& position);
    void set_parameter(double value);
    double value_at(double z) const;

    printer::Context& context_;
    GcodeMove& gcode_move_;
    Test test_;
    motion::Position last_{};
    std::optional<double> last_z_;
    std::optional<double> last_value_;
};

}  // namespace escapement::modules
