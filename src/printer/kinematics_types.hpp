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
// Several kinds may share one type of options.  A kind may list several types,
// OptionTypes<VerticalOptions, HeightOptions>; then make() takes each of them.  One that demands
// some of them has a static check_options(), with those that it looks at and the Complaints.
// Motors that do not run on straight axes have a static motor_rule(section).  A kind with room for
// [dual_carriage] names its axes in `second_carriage_axes`; one that has more to say about a
// configuration has a static check(Complaints&).
#pragma once

#include <algorithm>
#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "motion/move.hpp"
#include "printer/carriage.hpp"
#include "printer/complaints.hpp"
#include "printer/curved_options.hpp"
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
    // The same of a motor that is no straight axis.
    virtual CurvedRail take_curved(std::string_view, const MotorRule&) { return {}; }
    virtual bool has(std::string_view) const { return false; }
    // The carriage of [dual_carriage], if there is that section; once.  Throws ConfigError.
    virtual std::optional<SecondCarriage> take_second() { return std::nullopt; }
    // All of the sections [carriage], [dual_carriage NAME], [extra_carriage] and [stepper NAME];
    // once.  Throws ConfigError.
    virtual CarriageMachine take_carriages() { return {}; }
};

struct KinematicsParts {
    RailSource& rails;
    const SectionName& section;  // [printer]
    motion::MoveLimits limits;
};

template <class... Options>
struct OptionTypes {};

template <class K>
concept KinematicsType = requires {
    { K::name } -> std::convertible_to<std::string_view>;
    { *K::rails.begin() } -> std::convertible_to<std::string_view>;
    typename K::Options;
};

namespace detail {

inline void require_sections(std::span<const std::string_view> names, Complaints& complaints) {
    for (const auto name : names) complaints.require_section("kinematics", name);
}

template <class K>
void check_kind(Complaints& complaints) {
    require_sections(K::rails, complaints);
    if constexpr (requires { K::check(complaints); }) K::check(complaints);
}

template <class K>
constexpr std::string_view second_carriage_axes() {
    if constexpr (requires { K::second_carriage_axes; })
        return K::second_carriage_axes;
    else
        return {};
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
        if constexpr (requires(const First& first) { first.check(limits, complaints); })
            First::check(limits, complaints);
        EachOnce<Rest...>::check(limits, complaints);
    }
};

// Types of options of several kinds, one after the other.
template <class Options>
struct ListOf {
    using type = OptionTypes<Options>;
};
template <class... Options>
struct ListOf<OptionTypes<Options...>> {
    using type = OptionTypes<Options...>;
};
template <class...>
struct Joined {
    using list = OptionTypes<>;
    using base = EachOnce<>;
};
template <class... Options>
struct Joined<OptionTypes<Options...>> {
    using list = OptionTypes<Options...>;
    using base = EachOnce<Options...>;
};
template <class... Ones, class... Others, class... Rest>
struct Joined<OptionTypes<Ones...>, OptionTypes<Others...>, Rest...>
    : Joined<OptionTypes<Ones..., Others...>, Rest...> {};

template <class Options>
struct ModuleWith {
    using Config = Options;
};

// What the type describes, as a part of `All`.
template <class Options, class All>
std::vector<Field> described_options() {
    Schema schema;
    Description<ModuleWith<All>> description(schema);
    Options::describe(description);
    return std::move(schema.options);
}

// Adds the options of a type that is not among those of the kind.
template <class Options, class All, class... Own>
void add_foreign(std::vector<std::string>& names, OptionTypes<Own...>) {
    if constexpr (!(std::is_same_v<Options, Own> || ...))
        for (const Field& field : described_options<Options, All>()) names.push_back(field.name);
}

template <class K, class All, class... Options>
std::vector<std::string> foreign_options(OptionTypes<Options...>) {
    std::vector<std::string> names;
    (add_foreign<Options, All>(names, typename ListOf<typename K::Options>::type{}), ...);
    return names;
}

inline void refuse_foreign(std::string_view kind,
                           const std::vector<std::string>& options,
                           Complaints& complaints) {
    for (const auto& option : options)
        if (complaints.section().gives(option) && complaints.none_about({option}))
            complaints.add(option,
                           "is no option of kinematics '" + std::string(kind) + "'; remove it");
}

template <class K, class All, class... Options>
std::unique_ptr<Kinematics> make_kind(const All& options,
                                      const KinematicsParts& parts,
                                      OptionTypes<Options...>) {
    return K::make(static_cast<const Options&>(options)..., parts);
}

template <class K, class All>
void check_kind_options(const All& options, Complaints& complaints) {
    if constexpr (requires { K::check_options(options, complaints); })
        K::check_options(options, complaints);
}

template <class K>
std::optional<MotorRule> motor_rule(std::string_view section) {
    const bool listed = std::find(K::rails.begin(), K::rails.end(), section) != K::rails.end();
    if constexpr (requires { K::is_further_rail(section); })
        if (K::is_further_rail(section)) return K::motor_rule(section);
    if constexpr (requires { K::motor_rule(section); })
        if (listed) return K::motor_rule(section);
    return std::nullopt;
}

}  // namespace detail

template <KinematicsType... Ks>
struct KinematicsList {
    // The options of all kinds together.
    using AllOptions = detail::Joined<typename detail::ListOf<typename Ks::Options>::type...>;
    using OptionBase = typename AllOptions::base;
    struct Options : OptionBase {};

    static std::vector<std::string> names() { return {std::string(Ks::name)...}; }

    template <class Description>
    static void describe(Description& module) {
        OptionBase::describe(module);
    }

    // Complains about sections that the kind of that name needs and that are not there, and the
    // like.
    static void check_rails(std::string_view name, Complaints& complaints) {
        ((Ks::name == name ? detail::check_kind<Ks>(complaints) : void()), ...);
    }

    // The axes on which [dual_carriage] may run: "x", "xy" or none.
    static std::string_view second_carriage_axes(std::string_view name) {
        std::string_view found;
        ((Ks::name == name ? void(found = detail::second_carriage_axes<Ks>()) : void()), ...);
        return found;
    }
    // The sections of the rails.
    static std::span<const std::string_view> rails(std::string_view name) {
        std::span<const std::string_view> found;
        ((Ks::name == name ? void(found = Ks::rails) : void()), ...);
        return found;
    }

    // Complains about options that the kind of that name needs, or has no use for.
    static void check_options(std::string_view name,
                              const Options& options,
                              Complaints& complaints) {
        constexpr typename AllOptions::list all{};
        const auto check = [&]<class K>(std::type_identity<K>) {
            detail::check_kind_options<K>(options, complaints);
            detail::refuse_foreign(name, detail::foreign_options<K, Options>(all), complaints);
        };
        ((Ks::name == name ? check(std::type_identity<Ks>{}) : void()), ...);
    }
    // The options of [printer] that the kind of that name has no use for.
    static std::vector<std::string> foreign_options(std::string_view name) {
        constexpr typename AllOptions::list all{};
        std::vector<std::string> found;
        ((Ks::name == name ? void(found = detail::foreign_options<Ks, Options>(all)) : void()),
         ...);
        return found;
    }
    // What a motor's section must say on a machine of that name; nothing where there is no such
    // motor, or it has a straight axis.
    static std::optional<MotorRule> motor_rule(std::string_view name, std::string_view section) {
        std::optional<MotorRule> rule;
        ((Ks::name == name ? void(rule = detail::motor_rule<Ks>(section)) : void()), ...);
        return rule;
    }

    // The kind of that name, which must be in the list.
    static std::unique_ptr<Kinematics> make(std::string_view name,
                                            const Options& options,
                                            const KinematicsParts& parts) {
        std::unique_ptr<Kinematics> made;
        ((Ks::name == name
              ? void(made = detail::make_kind<Ks>(
                         options, parts, typename detail::ListOf<typename Ks::Options>::type{}))
              : void()),
         ...);
        ASSERT(made);
        return made;
    }
};

}  // namespace escapement::printer
