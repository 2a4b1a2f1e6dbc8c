// How kinds of kinematics are put into a list from which a configuration chooses by name.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A kind is a struct with a name, the sections of its rails, the options it adds to [printer], and
// a way to make it:
//
//   struct Cartesian {
//       static constexpr std::string_view name = "cartesian";
//       static constexpr std::array<std::string_view, 3> rails{"stepper_x", ...};
//       using Options = VerticalOptions;
//       static std::unique_ptr<Kinematics> make(const Options&, const KinematicsParts&);
//   };
//
// Several kinds may share one type of options.
#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "motion/move.hpp"
#include "printer/complaints.hpp"
#include "printer/kinematics.hpp"
#include "printer/module.hpp"
#include "printer/rail.hpp"

namespace escapement::printer {

// Where kinematics get their rails from.
class RailSource {
  public:
    virtual ~RailSource() = default;
    // The rail of that section ("stepper_x") with its further motors ("stepper_x1").  Each can
    // be taken once.  Throws ConfigError.
    virtual Rail take(std::string_view section) = 0;
};

struct KinematicsParts {
    RailSource& rails;
    const SectionName& section;  // [printer]
    motion::MoveLimits limits;
};

template <class K>
concept KinematicsType = requires(const typename K::Options& options,
                                  const KinematicsParts& parts) {
    { K::name } -> std::convertible_to<std::string_view>;
    { *K::rails.begin() } -> std::convertible_to<std::string_view>;
    { K::make(options, parts) } -> std::same_as<std::unique_ptr<Kinematics>>;
};

namespace detail {

inline void require_sections(std::span<const std::string_view> names, Complaints& complaints) {
    for (const auto name : names) complaints.require_section("kinematics", name);
}

// A base class for each different type, once.
template <class...>
struct EachOnce {
    template <class Description>
    static void describe(Description&) {}
    static void check(const motion::MoveLimits&, Complaints&) {}
};
template <class First, class... Rest>
requires(std::is_same_v<First, Rest> || ...) struct EachOnce<First, Rest...> : EachOnce<Rest...> {
};
template <class First, class... Rest>
struct EachOnce<First, Rest...> : First, EachOnce<Rest...> {
    template <class Description>
    static void describe(Description& module) {
        First::describe(module);
        EachOnce<Rest...>::describe(module);
    }
    void check(const motion::MoveLimits& limits, Complaints& complaints) const {
        First::check(limits, complaints);
        EachOnce<Rest...>::check(limits, complaints);
    }
};

}  // namespace detail

template <KinematicsType... Ks>
struct KinematicsList {
    // The options of all kinds together.
    struct Options : detail::EachOnce<typename Ks::Options...> {};

    static std::vector<std::string> names() { return {std::string(Ks::name)...}; }

    template <class Description>
    static void describe(Description& module) {
        detail::EachOnce<typename Ks::Options...>::describe(module);
    }

    // Complains about sections that the kind of that name needs and that are not there.
    static void check_rails(std::string_view name, Complaints& complaints) {
        ((Ks::name == name ? detail::require_sections(Ks::rails, complaints) : void()), ...);
    }

    // The kind of that name, which must be in the list.
    static std::unique_ptr<Kinematics> make(std::string_view name,
                                            const Options& options,
                                            const KinematicsParts& parts) {
        std::unique_ptr<Kinematics> made;
        ((Ks::name == name ? void(made = Ks::make(options, parts)) : void()), ...);
        ASSERT(made);
        return made;
    }
};

}  // namespace escapement::printer
