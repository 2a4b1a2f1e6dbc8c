// Moves for machines whose axes are not at right angles.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "modules/gcode_move.hpp"
#include "modules/skew.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/move_path.hpp"

namespace escapement::modules {

// [skew_correction NAME]: what SKEW_PROFILE LOAD=NAME sets.
class SkewProfile {
  public:
    struct Config {
        printer::SectionName section;
        double xy_skew = 0.0, xz_skew = 0.0, yz_skew = 0.0;
    };
    static void describe(printer::Description<SkewProfile>& module);

    SkewProfile(const Config& config, printer::Context&) : config_(config) {}

    const std::string& name() const { return config_.section.title; }
    Skew skew() const { return {config_.xy_skew, config_.xz_skew, config_.yz_skew}; }

  private:
    Config config_;
};

// [skew_correction].  Belongs to the main thread.
class SkewCorrection final : public printer::MoveTransform {
  public:
    struct Config {};
    struct Status {
        std::string current_profile_name;
    };
    struct Lengths {
        double ac = 0.0, bd = 0.0, ad = 0.0;
    };
    struct SetSkew {
        int clear = 0;
        std::optional<std::string> xy, xz, yz;  // three lengths each
    };
    struct ProfileRequest {
        std::optional<std::string> load, save, remove;
    };
    static void describe(printer::Description<SkewCorrection>& module);

    SkewCorrection(const Config& config, printer::Context& context);

    void move(const motion::Position& end, base::Speed speed) override;
    motion::Position position() override;

    Status status() const { return {current_}; }

  private:
    static void describe_commands(printer::Description<SkewCorrection>& module);

    void report();
    void calculate(const Lengths& lengths);
    void set(const SetSkew& request);
    void use_profile(const ProfileRequest& request);
    void load(const std::string& name);
    void save(const std::string& name);
    void remove(const std::string& name);
    void use(const Skew& skew);

    printer::Context& context_;
    GcodeMove& gcode_move_;
    Skew skew_;
    std::string current_;
    std::map<std::string, Skew, std::less<>> profiles_;
};

}  // namespace escapement::modules
